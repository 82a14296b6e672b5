// Values as text, whole or as much of them as fits a line.

import KVEngine
import RESP

extension StoredValue: CustomStringConvertible {
    /// Elements, and bytes of each string, that a summary shows.
    private static let (elementsShown, bytesShown) = (10, 80)

    /// The value in one line, with its type and in a fixed order.
    package var description: String { text(elements: .max, bytes: .max) }

    /// The value in a line of bounded length: `list ["a", "b", … 3 more]`.
    var summary: String { text(elements: StoredValue.elementsShown, bytes: StoredValue.bytesShown) }

    /// The value with so many of its elements, and so many bytes of each string.
    private func text(elements most: Int, bytes: Int) -> String {
        func quoted(_ string: [UInt8]) -> String { StoredValue.quoted(string, atMost: bytes) }
        switch self {
        case .string(let string): return quoted(string)
        case .list(let elements): return "list [\(StoredValue.list(elements, most, quoted))]"
        case .set(let members):
            return "set {\(StoredValue.list(members.sorted(by: StoredValue.precedes), most, quoted))}"
        case .hash(let pairs):
            let pairs = pairs.sorted { StoredValue.precedes($0.field, $1.field) }
            return "hash {\(StoredValue.list(pairs, most) { "\(quoted($0.field)): \(quoted($0.value))" })}"
        case .sortedSet(let members):
            return "zset {\(StoredValue.list(members, most) { "\(quoted($0.member)): \($0.score)" })}"
        case .stream(let stream):
            return "stream {\(StoredValue.list(stream.entries, most) { entry($0, most, quoted) })}"
        }
    }

    /// An entry of a stream: `1-0 "field": "value"`.
    private func entry(
        _ entry: StoredStream.Entry, _ most: Int, _ quoted: ([UInt8]) -> String
    ) -> String {
        let pairs = stride(from: 0, to: entry.words.count - 1, by: 2).map { index in
            "\(quoted(entry.words[index])): \(quoted(entry.words[index + 1]))"
        }
        return "\(entry.id) {\(StoredValue.list(pairs, most) { $0 })}"
    }

    private static func list<Element>(
        _ elements: [Element], _ most: Int, _ text: (Element) -> String
    ) -> String {
        var texts = elements.prefix(most).map(text)
        if elements.count > most { texts.append("… \(elements.count - most) more") }
        return texts.joined(separator: ", ")
    }

    private static func quoted(_ string: [UInt8], atMost most: Int) -> String {
        guard string.count > most else { return QuotedText.of(string) }
        // Not within a character, if it is text.
        var end = most
        while end > most - 3, string[end] & 0xC0 == 0x80 { end -= 1 }
        return "\(QuotedText.of(Array(string[0..<end]))) … \(string.count - end) more bytes"
    }

    private static func precedes(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        left.lexicographicallyPrecedes(right)
    }
}
