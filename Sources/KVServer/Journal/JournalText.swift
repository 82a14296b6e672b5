// How commands of the journal read.

import KVEngine

/// Words and tails of a journal as text.
package enum JournalText {
    /// A name in capitals; bytes that are no letters stay as they are.
    static func capitals(_ word: [UInt8]) -> String { String(decoding: word, as: UTF8.self).uppercased() }

    static func isSame(_ name: String, _ other: String) -> Bool { name.uppercased() == other.uppercased() }

    /// A word as it is typed: in double quotes, with escapes, if it is empty or holds anything but visible text.
    package static func word(_ bytes: [UInt8]) -> String {
        if !bytes.isEmpty,
            bytes.allSatisfy({ $0 > 0x20 && $0 != 0x22 && $0 != 0x27 && $0 != 0x5C && $0 != 0x7F }),
            let text = String(validating: bytes, as: UTF8.self)
        {
            return text
        }
        return "\"\(bytes.map(escape).joined())\""
    }

    private static func escape(_ byte: UInt8) -> String {
        switch byte {
        case 0x22, 0x5C: "\\\(Character(UnicodeScalar(byte)))"
        case 0x0A: "\\n"
        case 0x0D: "\\r"
        case 0x09: "\\t"
        case 0x20..<0x7F: String(UnicodeScalar(byte))
        default: "\\x" + String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
        }
    }

    /// The last commands of an extract, a line each, with their clients, databases and replies.
    package static func tail(of extract: JournalExtract, atMost count: Int) -> String {
        let shown = extract.commands.suffix(count)
        let hidden = extract.commands.count - shown.count + extract.dropped
        var lines = shown.map(line)
        if hidden > 0 { lines.insert("  … \(hidden) before", at: 0) }
        return lines.isEmpty ? "  (no commands)" : lines.joined(separator: "\n")
    }

    private static func line(_ command: JournalCommand) -> String {
        let entry = command.entry
        let name = entry.clientName.isEmpty ? "" : " \(word(entry.clientName))"
        let client = entry.isDirect ? "direct" : "#\(entry.client)\(name)"
        let database = entry.database == 0 ? "" : " db\(entry.database)"
        let reply = entry.reply == .error ? String(decoding: entry.error, as: UTF8.self) : "\(entry.reply)"
        return "  \(time(entry.time)) \(client)\(database)  \(command.shortLine)  → \(reply)"
    }

    /// The time of day (UTC) to the millisecond.
    private static func time(_ microseconds: Int64) -> String {
        let milliseconds = ((microseconds / 1000) % 86_400_000 + 86_400_000) % 86_400_000
        let seconds = milliseconds / 1000
        let parts = [seconds / 3600, seconds / 60 % 60, seconds % 60].map { digits($0, 2) }
        return "\(parts.joined(separator: ":")).\(digits(milliseconds % 1000, 3))"
    }

    private static func digits(_ number: Int64, _ count: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, count - text.count)) + text
    }
}
