// A reply as it came over the wire, nothing lost: RESP2's two nulls are told apart from each other and from RESP3's,
// numbers keep the characters they came in. `RESPValue`, what clients use, keeps meanings only, and a comparison
// that is to be byte for byte cannot be made of it.

/// A reply with its type byte.
package indirect enum WireReply: Equatable, Sendable {
    /// What is on one line: `+OK`, `-ERR no`, `:1`, `_`, `#t`, `,1.5`, `(123`, and the nulls `$-1` and `*-1`.
    case line([UInt8])
    /// A string with its length before it (`$`, `=`, `!`).
    case string(type: UInt8, [UInt8])
    /// What has elements (`*`, `~`, `>`, `%`, `|`); those of a map are keys and values in turn.
    case aggregate(type: UInt8, [WireReply])
}

/// Bytes that are no reply.
package struct WireError: Error, Equatable, CustomStringConvertible {
    package let description: String
}

extension WireReply {
    /// Whether it is an error, of either kind.
    package var isError: Bool {
        switch self {
        case .line(let text): text.first == UInt8(ascii: "-")
        case .string(let type, _): type == UInt8(ascii: "!")
        case .aggregate: false
        }
    }

    /// The elements; none for what is no aggregate.
    package var elements: [WireReply] {
        if case .aggregate(_, let elements) = self { return elements }
        return []
    }

    /// The content of a string, or of a line without its type byte.
    package var bytes: [UInt8] {
        switch self {
        case .line(let text): Array(text.dropFirst())
        case .string(_, let bytes): bytes
        case .aggregate: []
        }
    }

    /// The content as text.
    package var text: String { String(decoding: bytes, as: UTF8.self) }
}

// MARK: - Reading

/// Reads one reply of bytes that may end before it does.
struct WireReader {
    let bytes: [UInt8]
    private(set) var position: Int

    init(_ bytes: [UInt8], from position: Int = 0) {
        self.bytes = bytes
        self.position = position
    }

    private static let deepest = 64

    /// The reply at the position, which moves behind it; nil when it has not all come yet.
    mutating func reply(depth: Int = 0) throws(WireError) -> WireReply? {
        guard let line = try line() else { return nil }
        guard let type = line.first else { throw WireError(description: "an empty line") }
        switch type {
        case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: ":"), UInt8(ascii: "_"), UInt8(ascii: "#"),
            UInt8(ascii: ","), UInt8(ascii: "("):
            return .line(line)
        case UInt8(ascii: "$"), UInt8(ascii: "="), UInt8(ascii: "!"):
            return try string(type, line)
        case UInt8(ascii: "*"), UInt8(ascii: "~"), UInt8(ascii: ">"), UInt8(ascii: "%"), UInt8(ascii: "|"):
            return try aggregate(type, line, depth: depth)
        default:
            throw WireError(description: "no reply starts with byte \(type)")
        }
    }

    private mutating func line() throws(WireError) -> [UInt8]? {
        guard let end = bytes[position...].firstIndex(of: 10) else { return nil }
        guard end > position, bytes[end - 1] == 13 else {
            throw WireError(description: "a line ends without a carriage return")
        }
        defer { position = end + 1 }
        return Array(bytes[position..<end - 1])
    }

    private mutating func string(_ type: UInt8, _ line: [UInt8]) throws(WireError) -> WireReply? {
        let length = try count(line)
        if length < 0 { return .line(line) }
        guard bytes.count - position >= length + 2 else { return nil }
        let end = position + length
        guard bytes[end] == 13, bytes[end + 1] == 10 else {
            throw WireError(description: "a string is not as long as it says")
        }
        defer { position = end + 2 }
        return .string(type: type, Array(bytes[position..<end]))
    }

    private mutating func aggregate(
        _ type: UInt8, _ line: [UInt8], depth: Int
    ) throws(WireError) -> WireReply? {
        let announced = try count(line)
        if announced < 0 { return .line(line) }
        guard depth < WireReader.deepest else { throw WireError(description: "nested too deep") }
        let isMap = type == UInt8(ascii: "%") || type == UInt8(ascii: "|")
        var elements: [WireReply] = []
        for _ in 0..<(isMap ? announced * 2 : announced) {
            guard let element = try reply(depth: depth + 1) else { return nil }
            elements.append(element)
        }
        return .aggregate(type: type, elements)
    }

    private func count(_ line: [UInt8]) throws(WireError) -> Int {
        guard let count = Int(String(decoding: line.dropFirst(), as: UTF8.self)), count >= -1,
            count <= Int.max / 4
        else { throw WireError(description: "no length: \(WireText.quoted(line))") }
        return count
    }
}
