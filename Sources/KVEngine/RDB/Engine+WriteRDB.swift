// Everything that a server holds as an RDB file: what SYNC sends to a replica, and what `redis-cli --rdb` keeps.
//
//     REDIS0010   what to know about the file ...   libraries ...   database, its sizes, its keys ...   end   CRC-64

import RESP

/// What goes into an RDB file.
package struct RDBContents: OptionSet, Sendable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) { self.rawValue = rawValue }

    /// The keys of all databases.
    package static let keys = RDBContents(rawValue: 1)
    /// The libraries of functions.
    package static let functions = RDBContents(rawValue: 2)
    package static let everything: RDBContents = [.keys, .functions]
}

/// Where in a stream of commands an RDB file stands, for a replica that goes on from there.
package struct RDBPosition: Sendable {
    /// The database that the stream's next command is for.
    package let database: Int
    /// The stream's ID: 40 hexadecimal digits.
    package let stream: String
    package let offset: Int

    package init(database: Int, stream: String, offset: Int) {
        (self.database, self.stream, self.offset) = (database, stream, offset)
    }
}

extension Engine {
    /// Writes what the server holds as an RDB file of version 10.
    ///
    /// - Complexity: O(n) in the keys and the bytes of their values.
    package func writeRDB(_ contents: RDBContents = .everything, at position: RDBPosition? = nil)
        -> ByteBuffer
    {
        var writer = RDBWriter(to: ByteBuffer(capacity: 4096), settings: settings)
        writer.output.append(RDBFormat.magic)
        writer.output.append("0010")
        writeAuxiliaryFields(&writer, position)
        if contents.contains(.functions) { writeFunctions(&writer) }
        if contents.contains(.keys) {
            for (index, database) in databases.used where database.count > 0 {
                write(database, index, &writer)
            }
        }
        writer.opcode(.end)
        writer.output.append(littleEndian: writer.output.withView { CRC64.of($0) })
        return writer.output
    }

    private func writeAuxiliaryFields(_ writer: inout RDBWriter, _ position: RDBPosition?) {
        writer.auxiliary("redis-ver", Version.redis)
        writer.auxiliary("redis-bits", "64")
        writer.auxiliary("ctime", String(now / 1000))
        writer.auxiliary("used-mem", String(usedMemory))
        if let position {
            writer.auxiliary("repl-stream-db", String(position.database))
            writer.auxiliary("repl-id", position.stream)
            writer.auxiliary("repl-offset", String(position.offset))
        }
        writer.auxiliary("aof-base", "0")
    }

    private func write(_ database: Database, _ index: Int, _ writer: inout RDBWriter) {
        writer.opcode(.selectDatabase)
        writer.length(index)
        writer.opcode(.resizeDatabase)
        writer.length(database.count)
        writer.length(database.deadlines.count)
        database.keys.forEach { entry in write(entry, of: database, &writer) }
    }

    private func write(_ entry: Entry, of database: Database, _ writer: inout RDBWriter) {
        if let deadline = database.deadline(of: entry) {
            writer.opcode(.expireMilliseconds)
            writer.output.append(littleEndian: deadline)
        }
        if state.value.usesLFU {
            writer.opcode(.frequency)
            writer.output.append(UInt8(truncatingIfNeeded: frequency(of: entry)))
        } else if settings.maxMemoryPolicy.usesAccess {
            writer.opcode(.idle)
            writer.length(Int(idleTime(of: entry) / 10))
        }
        writer.value(of: entry, named: entry.key)
    }
}

extension RDBWriter {
    /// Writes something to know about the file.
    fileprivate mutating func auxiliary(_ name: String, _ value: String) {
        opcode(.auxiliary)
        name.withByteView { string($0) }
        value.withByteView { string($0) }
    }
}
