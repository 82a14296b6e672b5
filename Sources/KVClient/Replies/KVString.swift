// Redis strings are bytes. Nearly all of them are text, and should read like it in a program.

import RESP

/// A string of any bytes, written as a literal where it is text.
public struct KVString: Hashable, Sendable {
    /// What the string is made of; nothing is special in it.
    public var bytes: [UInt8]

    /// A string of any bytes.
    public init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The UTF-8 of a text.
    public init(_ text: some StringProtocol) { bytes = Array(text.utf8) }

    /// The text; nil when the bytes are not UTF-8.
    public var text: String? { String(validating: bytes, as: UTF8.self) }

    /// The string in double quotes, with what is not printable escaped, as redis-cli prints it.
    public var quoted: String { QuotedText.of(bytes) }
}

extension KVString: ExpressibleByStringInterpolation {
    /// The UTF-8 of a literal.
    public init(stringLiteral text: String) { self.init(text) }
}

extension KVString: Comparable {
    /// Byte by byte, as Redis compares.
    public static func < (left: KVString, right: KVString) -> Bool {
        left.bytes.lexicographicallyPrecedes(right.bytes)
    }
}

/// The text, or the quoted form of what is none.
extension KVString: CustomStringConvertible {
    /// The string as it is read best.
    public var description: String { text ?? quoted }
}
