// Points in time, as people write them and as stores keep them: milliseconds since 1970.

import Foundation
import KVToolSupport

/// Points in time.
enum Moment {
    /// As `2026-11-26T08:00:00Z`; what is no year of four digits, as a number.
    static func text(_ milliseconds: Int64) -> String {
        guard 0...253_402_300_799_999 ~= milliseconds else { return String(milliseconds) }
        return Date(timeIntervalSince1970: Double(milliseconds) / 1000).ISO8601Format()
    }

    /// Of a date, a date and time in UTC or with an offset, or a number of milliseconds; nil for anything else.
    static func value(of text: String) -> Int64? {
        if let number = Int64(text) { return number >= 0 ? number : nil }
        let full = text.contains("T") ? text : text + "T00:00:00Z"
        guard let date = try? Date(full, strategy: .iso8601) else { return nil }
        return Int64((date.timeIntervalSince1970 * 1000).rounded())
    }
}

extension FlagValues {
    /// A point in time, in milliseconds since 1970.
    func moment(_ name: String) throws(UsageError) -> Int64? {
        guard let text = string(name) else { return nil }
        guard let moment = Moment.value(of: text) else {
            throw UsageError(
                "--\(name) cannot be \"\(text)\"; it takes a time such as 2026-11-26T08:00:00Z or 2026-11-26")
        }
        return moment
    }
}
