// The journal: the commands of all connections as they came and what became of them, for tests to look at. It
// keeps the latest, as many as its capacity says, and counts what it has dropped.
//
// Writing is what must cost little, for it happens at every command: a record of fixed size in a ring, and the
// words one after another in blocks of bytes that are filled and given up as a whole. Nothing is allocated for a
// command but now and then a block. Entries are made of them when somebody looks (`JournalEntry`).

import RESP

/// What the engine keeps of the commands that it has run or refused.
package final class CommandJournal {
    /// One command, apart from its words.
    struct Record: BitwiseCopyable {
        let client: UInt64
        /// The server's clock when it was answered, in Unix microseconds.
        let time: Int64
        let nanoseconds: UInt64
        /// The place of the words: the number of their block, and where they begin in it.
        let block: Int
        let offset: Int
        /// Its place in the table; -1 for a name that is no command's.
        let command: Int32
        let database: Int32
        let wordCount: Int
        let keptWords: Int
        let nameLength: UInt16
        let errorLength: UInt16
        let reply: JournalReply
        /// Whether a word was cut short.
        let isCut: Bool
    }

    /// Words, up to the beginning of the next block.
    private struct Block {
        let bytes: ByteBuffer
        /// The number of the first record whose words are here.
        let first: UInt64
    }

    /// The most commands kept.
    package let capacity: Int
    /// The most bytes of words kept.
    package let byteLimit: Int
    /// Whether direct calls are kept as well.
    package let includesDirect: Bool

    private var records: [Record] = []
    private var blocks: [Block] = []
    /// The number of the first block there is.
    private var firstBlock = 0
    private var byteCount = 0
    /// The numbers of the oldest record there is, of the one to come, and of what came first after a `clear`.
    private(set) var first: UInt64 = 0
    private(set) var next: UInt64 = 0
    private var origin: UInt64 = 0
    /// When the last command was over, in monotonic nanoseconds: the next one of its batch began then.
    var lastReading: UInt64 = 0
    /// The last command's reply, when it has been taken back because its client wants none.
    var droppedReply: (kind: JournalReply, error: [UInt8])?

    package init(capacity: Int, byteLimit: Int = JournalLimits.bytes, includesDirect: Bool = false) {
        self.capacity = max(1, capacity)
        self.byteLimit = byteLimit
        self.includesDirect = includesDirect
    }

    /// Forgets all commands; their numbers go on.
    package func removeAll() {
        (records, blocks) = ([], [])
        firstBlock = 0
        byteCount = 0
        (first, origin) = (next, next)
    }

    /// The number of the next command, for `since`.
    package var mark: UInt64 { next }

    /// How many commands, of those since a mark, have been dropped for want of room.
    package func dropped(since mark: UInt64 = 0) -> Int {
        Int(clamping: first - min(first, max(mark, origin)))
    }

    // MARK: Writing

    /// The bytes of words kept of one command.
    var commandBytes: Int { min(JournalLimits.commandBytes, byteLimit / 4) }

    /// Adds a record, whose words `write` appends to the buffer that it is given; they take about so many bytes.
    func add(bytes: Int, _ write: (_ block: Int, ByteBuffer) -> Record) {
        let isFull = records.count == capacity
        if isFull { drop(before: next + 1 - UInt64(capacity)) }
        let buffer = room(for: bytes)
        let start = buffer.count
        let record = write(firstBlock + blocks.count - 1, buffer)
        byteCount += buffer.count - start
        if isFull {
            records[index(of: next)] = record
        } else {
            records.append(record)
        }
        next += 1
    }

    /// The block that the next words go to.
    private func room(for bytes: Int) -> ByteBuffer {
        while byteCount + bytes > byteLimit, !blocks.isEmpty {
            drop(before: blocks.count > 1 ? blocks[1].first : next)
        }
        let blockBytes = min(JournalLimits.blockBytes, byteLimit / 8)
        if let last = blocks.last, last.bytes.count + bytes <= blockBytes { return last.bytes }
        let capacity = blocks.isEmpty ? JournalLimits.firstBlockBytes : max(blockBytes, 1)
        let block = Block(bytes: ByteBuffer(capacity: capacity), first: next)
        blocks.append(block)
        return block.bytes
    }

    /// Gives up the records before a number, and the blocks that have no other.
    private func drop(before number: UInt64) {
        first = max(first, number)
        while let block = blocks.first, (blocks.count > 1 ? blocks[1].first : next) <= first {
            byteCount -= block.bytes.count
            blocks.removeFirst()
            firstBlock += 1
        }
    }

    // MARK: Reading

    private func index(of number: UInt64) -> Int { Int((number - origin) % UInt64(capacity)) }

    /// The numbers of the commands since a mark.
    func numbers(since mark: UInt64) -> Range<UInt64> { min(max(first, mark), next)..<next }

    func record(_ number: UInt64) -> Record { records[index(of: number)] }

    /// The words of a record and what follows them.
    func bytes(of record: Record) -> ByteView {
        let view = blocks[record.block - firstBlock].bytes.view
        return view[record.offset..<view.count]
    }
}
