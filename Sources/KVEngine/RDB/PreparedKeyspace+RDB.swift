// Reading an RDB file: databases, keys and values, apart from the engine that is to have them. What a file says about
// itself and about its sizes is passed over. Keys whose time has come are left out, as by a real server.

import RESP

extension PreparedKeyspace {
    /// Reads a file of any version up to 10, for an engine of which it touches nothing that ever changes but its
    /// time and its policy.
    ///
    /// - Throws: `CorruptRDB` for what is no such file, with all its modules and streams.
    /// - Complexity: O(n) in the bytes.
    package convenience init(rdb file: ByteView, for engine: Engine) throws(CorruptRDB) {
        var reader = RDBFileReader(file, engine)
        self.init(databases: try reader.readAll(), usesLFU: engine.state.value.usesLFU)
        libraries = reader.libraries
    }
}

/// A cursor over an RDB file.
private struct RDBFileReader {
    private static let header = 9
    /// Before this version there is no checksum.
    private static let firstWithChecksum = 5

    private var reader: RDBReader
    private let engine: Engine
    private var databases: [Int: Database] = [:]
    /// The code of each library of functions.
    private(set) var libraries: [[UInt8]] = []
    private var index = 0
    private var next = KeyFacts()

    /// What stands before a key.
    private struct KeyFacts {
        var deadline: Int64?
        var idle: Int64?
        var frequency: UInt8?
    }

    init(_ file: ByteView, _ engine: Engine) {
        reader = RDBReader(file)
        self.engine = engine
    }

    /// Reads all of it.
    mutating func readAll() throws(CorruptRDB) -> [Int: Database] {
        let version = try version()
        while true {
            let code = try reader.byte()
            if let opcode = RDBOpcode(rawValue: code) {
                if opcode == .end { break }
                try read(opcode)
            } else {
                try readKey(of: code)
            }
        }
        if version >= RDBFileReader.firstWithChecksum { try check() }
        return databases
    }

    private mutating func version() throws(CorruptRDB) -> Int {
        let header = try reader.take(RDBFileReader.header)
        let magic = ByteView(RDBFormat.magic)
        guard header[0..<magic.count] == magic,
            let version = Int(String(header[magic.count..<header.count])), version >= 1
        else { throw CorruptRDB("Wrong signature trying to load DB from file") }
        guard version <= RDBFormat.version else { throw CorruptRDB("Can't handle RDB format version") }
        return version
    }

    /// A checksum of zero says that none was made.
    private mutating func check() throws(CorruptRDB) {
        let checked = reader.bytes[0..<reader.position]
        let checksum = try reader.unsigned(bytes: 8)
        guard checksum == 0 || checksum == CRC64.of(checked) else {
            throw CorruptRDB("Wrong RDB checksum")
        }
    }

    private mutating func read(_ opcode: RDBOpcode) throws(CorruptRDB) {
        switch opcode {
        case .selectDatabase:
            index = try reader.length()
            guard index < engine.databases.count else { throw CorruptRDB("There are not so many databases.") }
        case .resizeDatabase: _ = (try reader.length(), try reader.length())
        case .auxiliary: _ = (try reader.string(), try reader.string())
        case .expireMilliseconds: next.deadline = try reader.signed(bytes: 8)
        case .expire: next.deadline = try reader.signed(bytes: 4) * 1000
        case .idle: next.idle = Int64(clamping: try reader.number())
        case .frequency: next.frequency = try reader.byte()
        case .function2: libraries.append(try reader.functionCode())
        case .moduleAux: throw CorruptRDB("There are no modules here.")
        case .end: break
        }
    }

    private mutating func readKey(of code: UInt8) throws(CorruptRDB) {
        let (facts, name) = (next, try reader.string())
        next = KeyFacts()
        let value = try reader.value(of: code, settings: engine.settings, seed: engine.hashSeed)
        if let deadline = facts.deadline, deadline <= engine.now { return }
        let database = databases[index] ?? Database(seed: engine.hashSeed, horizon: Shared(.max))
        databases[index] = database
        try name.withBytes { name throws(CorruptRDB) in
            guard database.keys.find(name) == nil else { throw CorruptRDB("A key is there twice.") }
            let entry = Entry.make(key: name, holding: value)
            engine.markNew(entry)
            engine.setAccess(of: entry, idle: facts.idle, frequency: facts.frequency)
            database.insert(entry, deadline: facts.deadline)
        }
    }
}
