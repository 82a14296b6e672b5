// HERMETIC JOURNAL: what clients have sent, for a client that wants to know. HERMETIC commands are not in it.

import KVEngine
import RESP

extension TestControls {
    static let journal = [lines, count, tail, clearJournal]

    private static let filter = "[COMMAND name] [KEY pattern] [CLIENT name|CLIENT-ID id] [ERRORS]"

    private static let lines = Control(
        "JOURNAL LINES", 0...7, filter,
        text: "The commands, the oldest first, without those about the connection unless one is named."
    ) { call throws(ControlError) in
        let commands = try call.journal()
        return .reply(.array(commands.map { .bulk(Array($0.line.utf8)) }))
    }

    private static let count = Control(
        "JOURNAL COUNT", 0...7, filter, text: "How many commands JOURNAL LINES would tell."
    ) { call throws(ControlError) in
        .reply(.integer(Int64(try call.journal().count)))
    }

    private static let tail = Control(
        "JOURNAL TAIL", 0...1, "[n]",
        text: "The last commands, 20 if not said, as text: time, client, database, command, reply."
    ) { call throws(ControlError) in
        var most = 20
        if let word = call.words.first {
            guard let number = Int(String(decoding: word, as: UTF8.self)), number >= 0 else {
                throw ControlError("JOURNAL TAIL takes a number of commands")
            }
            most = number
        }
        let text = JournalText.tail(of: call.core.journal(JournalQuery()), atMost: most)
        return .reply(.verbatim(format: "txt", Array(text.utf8)))
    }

    private static let clearJournal = Control("JOURNAL CLEAR", text: "Forget the commands so far.") { call in
        call.core.engine.journal?.removeAll()
        return .reply(.simple("OK"))
    }
}

extension ControlCall {
    /// What the journal has of what the words ask for.
    fileprivate func journal() throws(ControlError) -> [JournalCommand] {
        let query = try journalQuery()
        let commands = core.journal(query).commands
        return query.command == nil ? commands.filter { !$0.isAboutConnection } : commands
    }

    private func journalQuery() throws(ControlError) -> JournalQuery {
        var (query, rest) = (JournalQuery(), words[...])
        while let word = rest.popFirst() {
            let option = String(decoding: word, as: UTF8.self).uppercased()
            if option == "ERRORS" {
                query.errorsOnly = true
                continue
            }
            guard ["COMMAND", "KEY", "CLIENT", "CLIENT-ID"].contains(option) else {
                throw ControlError("unknown filter '\(option)' of the journal")
            }
            guard let value = rest.popFirst() else { throw ControlError("\(option) needs a value") }
            switch option {
            case "COMMAND": query.command = String(decoding: value, as: UTF8.self)
            case "KEY": query.key = value
            case "CLIENT": query.clientName = value
            default:
                guard let id = UInt64(String(decoding: value, as: UTF8.self)) else {
                    throw ControlError("CLIENT-ID needs a number")
                }
                query.client = id
            }
        }
        return query
    }
}

extension ServerCore {
    /// The commands that a query asks for; only inside `locked`.
    fileprivate func journal(_ query: JournalQuery) -> JournalExtract {
        let table = engine.table
        let entries = engine.journalEntries(query.selection(in: table))
        let dropped = engine.journal?.dropped(since: query.since)
        return JournalExtract(
            commands: entries.map { JournalCommand($0, in: table) }.filter(query.accepts),
            dropped: dropped ?? 0, isKept: dropped != nil)
    }
}
