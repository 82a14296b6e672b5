// One connection to a server under measurement: sends a batch of commands, waits for its replies, looks at none
// but to refuse errors (a workload of errors would measure nothing).

import KVProcessSupport

/// A connection that exchanges whole batches.
struct Connection {
    private let socket: LoopbackSocket

    init(_ socket: LoopbackSocket) { self.socket = socket }

    /// Sends the batch and returns when each of its commands has been answered.
    func exchange(_ batch: CommandBatch) throws(ToolError) {
        try send(batch)
        var buffer = Connection.makeBuffer()
        try receive(batch.count, of: batch.firstName, into: &buffer)
    }

    /// Sends the batch and returns at once.
    func send(_ batch: CommandBatch) throws(ToolError) { try socket.send(batch.bytes) }

    /// Returns when so many replies have come, which are all that may come; `name` is what they answer.
    func receive(_ replies: Int, of name: String, into buffer: inout [UInt8]) throws(ToolError) {
        var counter = ReplyCounter()
        while counter.replies < replies {
            let received = try socket.receive(into: &buffer)
            counter.feed(buffer[..<received])
        }
        if counter.errors > 0 { throw ToolError("the server answered \(name) with an error") }
    }

    /// Room for what is received.
    static func makeBuffer() -> [UInt8] { [UInt8](repeating: 0, count: 64 * 1024) }
}
