// One connection to a server under measurement: sends a batch of commands, waits for its replies, looks at none
// but to refuse errors (a workload of errors would measure nothing).

import KVProcessSupport

/// A connection that exchanges whole batches.
struct Connection {
    private let socket: LoopbackSocket

    init(_ socket: LoopbackSocket) { self.socket = socket }

    /// Sends the batch and returns when each of its commands has been answered.
    func exchange(_ batch: CommandBatch) throws(ToolError) {
        try socket.send(batch.bytes)
        var counter = ReplyCounter()
        var buffer = [UInt8](repeating: 0, count: 64 * 1024)
        while counter.replies < batch.count {
            let received = try socket.receive(into: &buffer)
            counter.feed(buffer[..<received])
        }
        if counter.errors > 0 { throw ToolError("the server answered \(batch.firstName) with an error") }
    }
}
