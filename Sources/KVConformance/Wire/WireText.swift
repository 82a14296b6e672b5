// Replies as text for people and for recordings: a line for each part, as near to the wire as can be read. What is
// long (a value of many bytes, an array of many elements) is cut and stands for by its size and a checksum.

/// The lines that stand for a reply.
package enum WireText {
    private static let longestString = 200
    private static let mostElements = 64

    /// A reply as lines, elements indented by two more spaces than what they are in.
    package static func lines(of reply: WireReply) -> [String] {
        switch reply {
        case .line(let text): [visible(text)]
        case .string(let type, let bytes): [string(type, bytes)]
        case .aggregate(let type, let elements): aggregate(type, elements.map(lines(of:)))
        }
    }

    /// An aggregate of elements that are lines already.
    static func aggregate(_ type: UInt8, _ elements: [[String]]) -> [String] {
        let isMap = type == UInt8(ascii: "%") || type == UInt8(ascii: "|")
        let head = "\(letter(type))\(isMap ? elements.count / 2 : elements.count)"
        guard elements.count > mostElements else { return [head] + elements.flatMap(indented) }
        var sum = Checksum()
        for line in elements.joined() { sum.add(Array(line.utf8)) }
        return ["\(head) (checksum \(sum))"] + elements.prefix(3).flatMap(indented) + ["  ..."]
    }

    private static func indented(_ lines: [String]) -> [String] { lines.map { "  " + $0 } }

    private static func string(_ type: UInt8, _ bytes: [UInt8]) -> String {
        let prefix = type == UInt8(ascii: "$") ? "" : letter(type)
        guard bytes.count > longestString else { return prefix + quoted(bytes) }
        var sum = Checksum()
        sum.add(bytes)
        return "\(prefix)\(quoted(Array(bytes.prefix(40))))... (\(bytes.count) bytes, checksum \(sum))"
    }

    private static func letter(_ type: UInt8) -> String { String(UnicodeScalar(type)) }

    /// Bytes in double quotes, with the escapes of redis-cli.
    package static func quoted(_ bytes: [UInt8]) -> String { "\"" + escaped(bytes, quote: true) + "\"" }

    /// Bytes of a line: what cannot be seen is escaped.
    static func visible(_ bytes: [UInt8]) -> String { escaped(bytes, quote: false) }

    private static func escaped(_ bytes: [UInt8], quote: Bool) -> String {
        var text = ""
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "\\"): text += "\\\\"
            case UInt8(ascii: "\"") where quote: text += "\\\""
            case 10: text += "\\n"
            case 13: text += "\\r"
            case 9: text += "\\t"
            case 32...126: text += letter(byte)
            default: text += "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
            }
        }
        return text
    }
}

/// FNV-1a of 64 bits: enough to tell long values apart, and the same on every machine.
struct Checksum: CustomStringConvertible {
    private var value: UInt64 = 0xcbf2_9ce4_8422_2325

    mutating func add(_ bytes: [UInt8]) {
        for byte in bytes { value = (value ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
    }

    var description: String { String(value, radix: 16) }
}
