// Entries of a list of the newest as any program may have stored them: objects of JSON, of which kvtool needs no more than
// a name, a time and a status.

import Foundation
import KVCaching
import KVClient

/// An entry of a list.
struct JSONEntry: Sendable {
    let id: String
    let timestamp: Int64
    let status: String?
    /// What is stored, byte for byte.
    let bytes: [UInt8]

    /// What the members of an entry are called.
    struct Names: Sendable {
        var id = "id"
        var timestamp = "timestamp"
        var status = "status"
    }

    /// That bytes are no entry.
    struct Problem: Error, CustomStringConvertible {
        let description: String
    }

    init(_ bytes: [UInt8], _ names: Names) throws {
        guard let object = try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any] else {
            throw Problem(description: "it is no object of JSON")
        }
        guard let id = JSONEntry.text(object[names.id]) else {
            throw Problem(description: "it has no \(names.id)")
        }
        guard let time = object[names.timestamp].flatMap(JSONEntry.moment) else {
            throw Problem(description: "it has no \(names.timestamp)")
        }
        self.id = id
        timestamp = time
        status = JSONEntry.text(object[names.status])
        self.bytes = bytes
    }

    static func coding(_ names: Names) -> CacheCoding<JSONEntry> {
        CacheCoding(encode: \.bytes, decode: { try JSONEntry($0, names) })
    }

    private static func text(_ value: Any?) -> String? {
        switch value {
        case let text as String: text
        case let number as NSNumber: number.stringValue
        default: nil
        }
    }

    /// A number of milliseconds, or a date in text.
    private static func moment(_ value: Any) -> Int64? {
        switch value {
        case let text as String: Moment.value(of: text)
        case let number as NSNumber: abs(number.doubleValue) < 9e15 ? Int64(number.doubleValue) : nil
        default: nil
        }
    }
}
