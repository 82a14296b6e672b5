// What the benchmark writes: tables on standard output, remarks on standard error.

import Foundation

/// Text for people.
enum Console {
    /// Prints one line at once, so that a long run can be watched through a pipe.
    static func say(_ line: String) {
        FileHandle.standardOutput.write(Data((line + "\n").utf8))
    }

    /// Prints a remark that is no part of the result.
    static func note(_ line: String) {
        FileHandle.standardError.write(Data(("kv-bench: " + line + "\n").utf8))
    }

    /// Lays fields out in columns: a positive width aligns to the right, a negative one to the left.
    static func columns(_ fields: [(text: String, width: Int)]) -> String {
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
