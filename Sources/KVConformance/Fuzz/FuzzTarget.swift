// One of the two servers under the fuzzer: two connections, commands sent many at once.

/// A server that random commands are sent to.
final class FuzzTarget {
    let server: any ServerUnderTest
    private var connections: [Int: WireConnection] = [:]

    init(_ server: any ServerUnderTest) { self.server = server }

    /// Starts over on an empty server.
    func prepare() throws(ServerError) {
        for connection in connections.values { connection.close() }
        connections = [:]
        try server.prepare()
    }

    /// Sends commands in one piece; their replies have to be read.
    func send(_ batch: [[[UInt8]]], on number: Int) throws(ServerError) {
        try connection(number).send(all: batch)
    }

    /// Reads one reply.
    func read(on number: Int) throws(ServerError) -> WireConnection.Arrival {
        try connection(number).read()
    }

    /// Does a whole iteration.
    func iterate(_ words: [[UInt8]], on number: Int) throws(ServerError) -> [String] {
        Iteration.lines(words, on: try connection(number))
    }

    private func connection(_ number: Int) throws(ServerError) -> WireConnection {
        if let connection = connections[number] { return connection }
        let connection = try server.connect()
        connections[number] = connection
        return connection
    }
}
