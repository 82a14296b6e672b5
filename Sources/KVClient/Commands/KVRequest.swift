// A command before it is sent.

import RESP

/// A command and its arguments, ready to be sent.
///
/// ```swift
/// let request: KVRequest = ["SET", "visits", 41]
/// ```
public struct KVRequest: Hashable, Sendable {
    /// The name, the keys, the values and the options, in order.
    public var words: [[UInt8]]

    /// A command by its words.
    public init(_ words: [any CommandWord]) { self.words = words.map(\.commandWord) }

    /// A command by its words.
    public init(_ words: any CommandWord...) { self.init(words) }

    /// The command's name in lower case; empty when there are no words.
    public var name: String { words.first.map { String(decoding: $0, as: UTF8.self).lowercased() } ?? "" }
}

extension KVRequest {
    /// A command as a person types it, with quotes and escapes as in redis-cli; nil when quotes do not balance, and
    /// for a line without words.
    public init?(typed line: String) {
        guard let words = InlineRequest.words(of: Array(line.utf8)), !words.isEmpty else { return nil }
        self.words = words
    }
}

extension KVRequest: ExpressibleByArrayLiteral {
    /// A command by its words.
    public init(arrayLiteral words: any CommandWord...) { self.init(words) }
}

/// The command as a person would type it; values are shown in full.
extension KVRequest: CustomStringConvertible {
    /// The words, quoted where they are not plain.
    public var description: String {
        words.map { word in
            let isPlain =
                !word.isEmpty && word.allSatisfy { 33...126 ~= $0 && $0 != 34 && $0 != 39 && $0 != 92 }
            return isPlain ? String(decoding: word, as: UTF8.self) : KVString(word).quoted
        }.joined(separator: " ")
    }
}

extension KVRequest {
    /// The words of a dictionary, each key before its value, in the order of the keys: so that a program sends the same
    /// every time.
    static func words(of values: [KVString: any CommandWord]) -> [any CommandWord] {
        values.sorted { $0.key < $1.key }.flatMap { [$0.key, $0.value] as [any CommandWord] }
    }
}

// MARK: - On the wire

extension KVRequest {
    /// Appends the request to bytes that are sent: a count and that many strings.
    func append(to bytes: inout [UInt8]) {
        KVRequest.append(header: UInt8(ascii: "*"), words.count, to: &bytes)
        for word in words {
            KVRequest.append(header: UInt8(ascii: "$"), word.count, to: &bytes)
            bytes += word
            bytes.append(13)
            bytes.append(10)
        }
    }

    private static func append(header: UInt8, _ number: Int, to bytes: inout [UInt8]) {
        bytes.append(header)
        if number < 10 { bytes.append(48 + UInt8(number)) } else { bytes += String(number).utf8 }
        bytes.append(13)
        bytes.append(10)
    }
}
