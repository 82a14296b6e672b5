// Values as text, whole or as much of them as fits a line.

import KVEngine
import RESP

/// The value in one line, with its type and in a fixed order.
extension StoredValue: CustomStringConvertible {
    /// Elements and bytes of each string that a summary shows.
    private static let (elementsShown, bytesShown) = (10, 80)

    package var description: String { text(elements: .max, bytes: .max) }

    /// The value in a line of bounded length: `list ["a", "b", … 3 more]`.
    var summary: String { text(elements: StoredValue.elementsShown, bytes: StoredValue.bytesShown) }

    /// The value with so many of its elements, and so many bytes of each string.
    private func text(elements most: Int, bytes: Int) -> String {
        func quoted(_ string: [UInt8]) -> String { QuotedText.of(string, atMost: bytes) }
        switch self {
        case .string(let string): return quoted(string)
        case .list(let elements): return "list [\(StoredValue.list(elements, most, quoted))]"
        case .set(let members):
            let sorted = members.sorted { $0.lexicographicallyPrecedes($1) }
            return "set {\(StoredValue.list(sorted, most, quoted))}"
        case .hash(let pairs):
            let sorted = pairs.sorted { $0.field.lexicographicallyPrecedes($1.field) }
            return "hash {\(StoredValue.list(sorted, most) { "\(quoted($0.field)): \(quoted($0.value))" })}"
        case .sortedSet(let members):
            return "zset {\(StoredValue.list(members, most) { "\(quoted($0.member)): \($0.score)" })}"
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

extension QuotedText {
    /// The string in quotes, and how much is missing if it is longer.
    fileprivate static func of(_ bytes: [UInt8], atMost most: Int) -> String {
        guard bytes.count > most else { return of(bytes) }
        // Not within a character, if it is text.
        var end = most
        while end > 0, most - end < 4, bytes[end] & 0xC0 == 0x80 { end -= 1 }
        return "\(of(Array(bytes[0..<end]))) … \(bytes.count - end) more bytes"
    }
}
