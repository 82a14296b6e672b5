// Values as text, whole or as much of them as fits a line.

import KVClient

extension Value {
    /// Elements and bytes of each string that a summary shows.
    private static let (elementsShown, bytesShown) = (10, 80)

    /// The value in a line of bounded length: `list ["a", "b", … 3 more]`.
    var summary: String { text(elements: Value.elementsShown, bytes: Value.bytesShown) }

    /// The value with so many of its elements, and so many bytes of each string.
    func text(elements most: Int, bytes: Int) -> String {
        func quoted(_ string: KVString) -> String { string.quoted(atMost: bytes) }
        switch self {
        case .string(let string): return quoted(string)
        case .list(let elements): return "list [\(Value.list(elements, most) { quoted($0) })]"
        case .set(let members): return "set {\(Value.list(members.sorted(), most) { quoted($0) })}"
        case .hash(let fields):
            let pairs = fields.sorted { $0.key < $1.key }
            return "hash {\(Value.list(pairs, most) { "\(quoted($0.key)): \(quoted($0.value))" })}"
        case .sortedSet(let scores):
            let pairs = scores.sorted { ($0.value, $0.key) < ($1.value, $1.key) }
            return "zset {\(Value.list(pairs, most) { "\(quoted($0.key)): \($0.value)" })}"
        }
    }

    private static func list<Element>(
        _ elements: [Element], _ most: Int, _ text: (Element) -> String
    ) -> String {
        var texts = elements.prefix(most).map(text)
        if elements.count > most { texts.append("… \(elements.count - most) more") }
        return texts.joined(separator: ", ")
    }
}

extension KVString {
    fileprivate func quoted(atMost most: Int) -> String {
        guard bytes.count > most else { return quoted }
        // Not within a character, if it is text.
        var end = most
        if text != nil { while end > 0, bytes[end] & 0xC0 == 0x80 { end -= 1 } }
        return "\(KVString(Array(bytes[0..<end])).quoted) … \(bytes.count - end) more bytes"
    }
}
