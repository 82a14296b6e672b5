// What dispatch tells the journal: once for each command, when it has been answered or refused.

import RESP

extension Call {
    /// Notes the command, which has run and whose reply begins at a mark.
    ///
    /// Its time is counted from the end of the command before it in its batch, or from its own beginning if nothing
    /// was noted since: one reading of the clock for each command.
    func noteInJournal(from mark: Int) {
        guard isJournaled, let journal = engine.journal else { return }
        let now = engine.monotonicNanoseconds()
        let begun = max(timedSince, journal.lastReading)
        journal.lastReading = now
        let nanoseconds = now &- min(begun, now) &+ waited
        guard let dropped = journal.droppedReply else {
            let (kind, bytes) = replyWritten(since: mark)
            return journal.add(self, id, kind, bytes, nanoseconds: nanoseconds)
        }
        journal.droppedReply = nil
        dropped.error.withByteView { journal.add(self, id, dropped.kind, $0, nanoseconds: nanoseconds) }
    }

    /// Notes a command that a gate has refused, or that is none.
    @inline(never)
    func noteRefusalInJournal(_ counted: CommandID?, from mark: Int) {
        guard isJournaled, let journal = engine.journal else { return }
        let (kind, bytes) = replyWritten(since: mark)
        journal.add(self, counted, kind, bytes, nanoseconds: 0)
    }

    /// Remembers, before a reply is taken back that its client does not want, what it was.
    func keepReply(from mark: Int) {
        guard isJournaled, let journal = engine.journal else { return }
        let (kind, bytes) = replyWritten(since: mark)
        let error = kind == .error ? bytes[0..<min(bytes.count, JournalLimits.textBytes)] : .empty
        journal.droppedReply = (kind, Array(error))
    }
}

extension CommandBatch {
    /// Notes in the journal a request that will not be run, and gets no answer: its connection is to be closed.
    package mutating func noteUnanswered(in input: ByteView) { call.noteUnanswered(in: input) }
}

extension Call {
    fileprivate mutating func noteUnanswered(in input: ByteView) {
        self.input = input
        var id = engine.table.find(argument(0))
        if let container = id, engine.table.rows[container].isContainer, argumentCount > 1 {
            id = engine.table.find(subcommand: argument(1), of: container)
        }
        noteRefusalInJournal(id, from: reply.buffer.count)
    }
}

extension CommandJournal {
    /// Adds a call's command with what it was answered.
    fileprivate func add(
        _ call: borrowing Call, _ id: CommandID?, _ kind: JournalReply, _ reply: ByteView, nanoseconds: UInt64
    ) {
        let name = call.client.name
        let error = kind == .error ? CommandJournal.line(reply) : .empty
        let words = JournalWords(call, id, limit: commandBytes)
        add(bytes: words.byteCount + name.count + error.count) { block, buffer in
            let offset = buffer.count
            let nameLength = min(name.count, JournalLimits.textBytes)
            if nameLength > 0 { name.withByteView { buffer.append($0[0..<nameLength]) } }
            buffer.append(error)
            words.write(to: buffer)
            return Record(
                client: call.client.id, time: call.engine.state.value.nowMicroseconds,
                nanoseconds: nanoseconds, block: block, offset: offset,
                command: Int32(truncatingIfNeeded: id ?? -1),
                database: Int32(truncatingIfNeeded: call.client.databaseIndex), wordCount: words.count,
                keptWords: words.keptCount, nameLength: UInt16(nameLength), errorLength: UInt16(error.count),
                reply: kind, isCut: words.isCut)
        }
    }

    /// The text of an error: up to the end of its line.
    private static func line(_ reply: ByteView) -> ByteView {
        guard !reply.isEmpty else { return reply }
        let most = min(reply.count, JournalLimits.textBytes + 1)
        var end = 1
        while end < most, reply[end] != UInt8(ascii: "\r") { end += 1 }
        return reply[1..<end]
    }
}

/// A call's words, as far as they are kept.
private struct JournalWords {
    let arguments: ArgumentList
    let input: ByteView
    let secrets: [Int]
    let count: Int
    private let limit: Int
    /// Words that are kept, the last of them perhaps cut to what is left of the limit.
    private(set) var keptCount = 0
    private(set) var byteCount = 0
    private(set) var isCut = false
    /// The bytes that a length takes at the most.
    private static let lengthBytes = 5

    init(_ call: borrowing Call, _ id: CommandID?, limit: Int) {
        (arguments, input) = (call.arguments, call.input)
        (count, self.limit) = (call.argumentCount, limit)
        secrets = id.map { call.secrets(of: $0) } ?? []
        while keptCount < count {
            byteCount += Int(arguments[keptCount].length) + JournalWords.lengthBytes
            keptCount += 1
            guard byteCount <= limit else {
                isCut = true
                break
            }
        }
    }

    func write(to buffer: ByteBuffer) {
        var left = limit
        for index in 0..<keptCount {
            let whole = arguments.view(index, in: input)
            left -= JournalWords.lengthBytes
            let word = whole.count > left ? whole[0..<max(left, 0)] : whole
            left -= word.count
            if !secrets.isEmpty, secrets.contains(index) {
                JournalWords.append(ByteView("(redacted)"), to: buffer)
            } else {
                JournalWords.append(word, to: buffer)
            }
        }
    }

    /// Appends a word after its length, seven bits a byte, the lowest first.
    private static func append(_ word: ByteView, to buffer: ByteBuffer) {
        var length = word.count
        while length > 0x7F {
            buffer.append(UInt8(truncatingIfNeeded: length) | 0x80)
            length >>= 7
        }
        buffer.append(UInt8(truncatingIfNeeded: length))
        buffer.append(word)
    }
}

extension Call {
    /// The indices of the words that nobody is to read.
    fileprivate func secrets(of id: CommandID) -> [Int] {
        guard engine.table.rows[id].hasSecrets else { return [] }
        return engine.table.command(id).secretFinder?(RequestWords(of: self, from: 0)) ?? []
    }
}
