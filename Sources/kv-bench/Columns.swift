// The layout of the benchmark's tables.

import Foundation

/// Fields of a line, one under the other.
enum Columns {
    /// Lays fields out in columns: a positive width aligns to the right, a negative one to the left.
    static func line(_ fields: [(text: String, width: Int)]) -> String {
        let padded = fields.map { field in
            let padding = String(repeating: " ", count: max(0, abs(field.width) - field.text.count))
            return field.width < 0 ? field.text + padding : padding + field.text
        }
        return padded.joined(separator: " ")
    }

    /// A number with a fixed count of decimals.
    static func number(_ value: Double, _ decimals: Int) -> String {
        String(format: "%.\(decimals)f", value)
    }
}
