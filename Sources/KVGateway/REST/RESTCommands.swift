// The commands of one request, in RESP: the engine has one way in, and a request of the REST interface takes it
// like any other. All that can be said against a command without running it is said here.
//
// It is made once for a connection and used for one request after another, so that a request allocates nothing.

import RESP

/// The commands of a request, encoded.
package struct RESTCommands {
    /// One command of a request.
    package enum Item: Equatable {
        /// Where the command is in `bytes`: one whole RESP request.
        case command(Range<Int>)
        /// A command of a pipeline that is answered with an error and not run.
        case refused(RESTError)
    }

    /// The encoded commands. Between two of them there may be bytes that belong to neither.
    package let bytes = ByteBuffer(capacity: 1024)
    /// The commands in their order; after an error of the whole request, of no meaning.
    package private(set) var items: [Item] = []
    /// The most bytes that the arguments of one command may have together.
    package var largestCommand = Int.max

    /// The memory that is kept from one request to the next.
    private static var keptBytes: Int { 64 << 10 }
    private static var keptItems: Int { 1024 }

    package init() {}

    /// Forgets the commands, and gives back the memory of an unusually large request.
    package mutating func removeAll() {
        bytes.removeAll()
        bytes.shrink(to: RESTCommands.keptBytes)
        items.removeAll(keepingCapacity: items.count <= RESTCommands.keptItems)
    }

    // MARK: Commands in the path

    /// Reads the command of a path: its segments, the body unless that is empty, and what the query adds.
    package mutating func readPath(_ path: RESTPath, body: ByteView, query: RESTQuery) throws(RESTError) {
        removeAll()
        var row = RowEncoder(buffer: bytes)
        var index = 0
        while index <= path.raw.count {
            let (segment, next) = path.segment(from: index)
            row.append(try PercentText(segment, isQuery: false))
            index = next
        }
        if !body.isEmpty { row.append(body) }
        try query.forEachArgument { row.append($0) }
        items.append(try row.close(largest: largestCommand))
    }

    /// Makes one command of words that the gateway has chosen, to begin a stream.
    package mutating func readStream(_ words: [[UInt8]]) {
        removeAll()
        RequestEncoder(buffer: bytes).request(words)
        items.append(.command(0..<bytes.count))
    }

    // MARK: Commands in the body

    /// Reads the body of `/`: one command.
    package mutating func readCommand(_ body: ByteView) throws(RESTError) {
        removeAll()
        var reader = try reader(of: body, or: .malformedCommand)
        items.append(try row(&reader, or: .malformedCommand))
        try finish(&reader, or: .malformedCommand)
    }

    /// Reads the body of `/pipeline`: a row that cannot be run becomes an error of its own.
    package mutating func readPipeline(_ body: ByteView) throws(RESTError) {
        try readRows(body, keepingErrors: true)
    }

    /// Reads the body of `/multi-exec`: one row that cannot be run refuses the whole of it.
    package mutating func readTransaction(_ body: ByteView) throws(RESTError) {
        try readRows(body, keepingErrors: false)
    }

    private mutating func readRows(_ body: ByteView, keepingErrors: Bool) throws(RESTError) {
        removeAll()
        var reader = try reader(of: body, or: .malformedPipeline)
        while try opensRow(&reader) {
            do throws(RESTError) {
                items.append(try row(&reader, or: .malformedPipeline))
            } catch {
                guard keepingErrors, error != .malformedPipeline else { throw error }
                try endRow(&reader)
                items.append(.refused(error))
            }
        }
        try finish(&reader, or: .malformedPipeline)
        guard !items.isEmpty else { throw .emptyPipeline }
    }
}

// MARK: - JSON

extension RESTCommands {
    /// Starts to read a body, which has to be an array.
    private func reader(of body: ByteView, or malformed: RESTError) throws(RESTError) -> JSONReader {
        var reader = JSONReader(body)
        guard !reader.isAtEnd else { throw .emptyBody }
        guard case .openArray = try token(&reader, or: malformed) else { throw .notAnArray }
        return reader
    }

    private func token(
        _ reader: inout JSONReader, or malformed: RESTError
    ) throws(RESTError) -> JSONReader.Token {
        do { return try reader.next() } catch { throw malformed }
    }

    private func finish(_ reader: inout JSONReader, or malformed: RESTError) throws(RESTError) {
        guard case .end = try token(&reader, or: malformed) else { throw malformed }
    }

    /// Whether another row starts; false at the end of all of them.
    private func opensRow(_ reader: inout JSONReader) throws(RESTError) -> Bool {
        switch try token(&reader, or: .malformedPipeline) {
        case .openArray: return true
        case .closeArray: return false
        default: throw .malformedPipeline
        }
    }

    /// Steps over what is left of a row.
    private func endRow(_ reader: inout JSONReader) throws(RESTError) {
        do { try reader.skip(toDepth: 1) } catch { throw .malformedPipeline }
    }

    /// Encodes the command whose array has just been opened; after an error nothing of it is left.
    private func row(_ reader: inout JSONReader, or malformed: RESTError) throws(RESTError) -> Item {
        var row = RowEncoder(buffer: bytes)
        do throws(RESTError) {
            while try append(to: &row, &reader, or: malformed) {}
            return try row.close(largest: largestCommand)
        } catch {
            row.cancel()
            throw error
        }
    }

    /// Appends the next argument; false at the end of the array.
    @inline(__always)
    private func append(
        to row: inout RowEncoder, _ reader: inout JSONReader, or malformed: RESTError
    ) throws(RESTError) -> Bool {
        switch try token(&reader, or: malformed) {
        case .string(let string): row.append(string)
        case .number(let text): row.append(text)
        case .truth(let value): row.append(value ? ByteView("true") : ByteView("false"))
        case .closeArray: return false
        case .null: throw .nullArgument
        case .openArray: throw .nestedArgument(UInt8(ascii: "["))
        case .openObject: throw .nestedArgument(UInt8(ascii: "{"))
        case .closeObject, .key, .end: throw malformed
        }
        return true
    }
}
