// How values become bytes and bytes values again.

import Foundation
import KVClient

/// How values of a type are stored.
///
/// What is stored is read as exactly this type: text that looks like a number stays text. Clients that guess the type of
/// what they read turn `"1"` into 1, and code that compares it with `"1"` is wrong from then on.
public struct CacheCoding<Value: Sendable>: Sendable {
    /// Makes bytes of a value.
    public var encode: @Sendable (Value) throws -> [UInt8]
    /// Makes a value of bytes; throws for bytes that are none.
    public var decode: @Sendable ([UInt8]) throws -> Value

    /// A way to store values.
    public init(
        encode: @escaping @Sendable (Value) throws -> [UInt8],
        decode: @escaping @Sendable ([UInt8]) throws -> Value
    ) {
        self.encode = encode
        self.decode = decode
    }
}

/// Why bytes are no value.
public struct CacheCodingError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong, in a sentence.
    public let description: String
}

extension CacheCoding where Value: Codable {
    /// As JSON, with the fields in the order of their names, so that the same value is the same bytes.
    public static var json: CacheCoding {
        CacheCoding { value in
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return Array(try encoder.encode(value))
        } decode: { bytes in
            try JSONDecoder().decode(Value.self, from: Data(bytes))
        }
    }
}

extension CacheCoding where Value == String {
    /// As UTF-8.
    public static var text: CacheCoding {
        CacheCoding {
            Array($0.utf8)
        } decode: { bytes in
            guard let text = KVString(bytes).text else {
                throw CacheCodingError(description: "the bytes are no text")
            }
            return text
        }
    }
}

extension CacheCoding where Value == KVString {
    /// As they are.
    public static var bytes: CacheCoding {
        CacheCoding {
            $0.bytes
        } decode: {
            KVString($0)
        }
    }
}
