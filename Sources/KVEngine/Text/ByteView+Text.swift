// Bytes read as text: what C sees of them, where a byte is, and their lower-case form.

import RESP

extension ByteView {
    /// The bytes before the first NUL: all that C, and so Redis in many places, sees of them.
    var beforeNUL: ByteView { firstIndex(of: 0).map { self[0..<$0] } ?? self }

    /// Whether the text is the (lower-case) word, in any case, read as Redis reads options: as C does, so
    /// that a NUL and whatever is behind it do not count.
    func matchesBeforeNUL(_ word: StaticString) -> Bool {
        let length = word.utf8CodeUnitCount
        if count <= length { return matches(word) }
        return self[length] == 0 && self[0..<length].matches(word)
    }

    /// Where a byte first stands; nil when it does not.
    func firstIndex(of byte: UInt8) -> Int? {
        for index in 0..<count where self[index] == byte { return index }
        return nil
    }

    /// The text with its ASCII letters in lower case.
    var lowercased: String {
        String(decoding: (0..<count).map { ByteView.lowercase(self[$0]) }, as: UTF8.self)
    }
}
