// One client of a server under test, in step with it: a request goes out, its reply is waited for.

import KVSockets
import RESP

/// A connection to a server.
package final class WireConnection {
    /// What came when a reply was asked for.
    package enum Arrival: Equatable {
        case reply(WireReply)
        /// The server has closed the connection.
        case closed
        /// Nothing came in time.
        case nothing
        /// What came is no RESP, or the connection broke.
        case broken(String)

        var isError: Bool {
            if case .reply(let reply) = self { return reply.isError }
            return true
        }
    }

    /// How long a reply may take: far more than any takes, even on a machine with other things to do.
    package static let patience: Int32 = 20_000

    private let socket: BlockingSocket
    private var received: [UInt8] = []
    private var position = 0
    private var hasEnded = false
    private let requests = ByteBuffer()

    package init(_ address: SocketAddress) throws(SocketError) {
        socket = try BlockingSocket(address)
    }

    /// Our end, as CLIENT LIST shows it; nil once the connection is closed.
    var localAddress: String? { socket.localAddress?.description }

    package func close() { socket.close() }

    /// Sends no more, and goes on reading.
    package func endOutput() { socket.endOutput() }

    /// Sends bytes as they stand; what cannot be sent is noticed when the reply is missed.
    package func send(_ bytes: [UInt8]) { _ = socket.send(bytes) }

    /// Sends a command.
    package func send(_ arguments: [[UInt8]]) { send(all: [arguments]) }

    /// Sends commands in one piece.
    package func send(all commands: [[[UInt8]]]) {
        requests.removeAll()
        for arguments in commands { RequestEncoder(buffer: requests).request(arguments) }
        send([UInt8](requests.view))
    }

    /// Sends a command of text and reads its reply.
    package func call(_ words: String...) -> WireReply? { call(words.map { Array($0.utf8) }) }

    /// Sends a command and reads its reply; nil when none came.
    package func call(_ arguments: [[UInt8]]) -> WireReply? {
        send(arguments)
        if case .reply(let reply) = read() { return reply }
        return nil
    }

    /// Reads the next reply or push.
    package func read(within milliseconds: Int32 = patience) -> Arrival {
        while true {
            do throws(WireError) {
                var reader = WireReader(received, from: position)
                if let reply = try reader.reply() {
                    position = reader.position
                    dropRead()
                    return .reply(reply)
                }
            } catch {
                return .broken(error.description)
            }
            if let end = receive(within: milliseconds) { return end }
        }
    }

    /// Asks for the stream of changes, and passes over the payload before it.
    ///
    /// - Returns: what came instead; nil when the stream has begun.
    func follow() -> Arrival? {
        send([Array("SYNC".utf8)])
        while true {
            // A server that is not ready yet sends empty lines.
            while position < received.count, received[position] == UInt8(ascii: "\n") { position += 1 }
            if position < received.count, received[position] != UInt8(ascii: "$") { return read() }
            if let length = payloadLength, position + length <= received.count {
                position += length
                dropRead()
                return nil
            }
            if let end = receive(within: WireConnection.patience) { return end }
        }
    }

    /// The bytes of the payload with the line that tells its length, which has no line after it.
    private var payloadLength: Int? {
        guard let end = received[position...].firstIndex(of: UInt8(ascii: "\n")) else { return nil }
        let digits = received[(position + 1)..<end].filter { $0 != UInt8(ascii: "\r") }
        return Int(String(decoding: digits, as: UTF8.self)).map { end + 1 - position + $0 }
    }

    /// Waits for more bytes; an arrival when there are to be none.
    private func receive(within milliseconds: Int32) -> Arrival? {
        if hasEnded { return atEnd }
        switch socket.receive(atMost: max(1 << 16, received.count), within: milliseconds) {
        case .bytes(let bytes):
            received += bytes
            return nil
        case .ended, .failed:
            hasEnded = true
            return atEnd
        case .nothing:
            return position == received.count ? .nothing : .broken("half a reply: \(unread)")
        }
    }

    private var atEnd: Arrival {
        position == received.count ? .closed : .broken("closed in the middle of a reply: \(unread)")
    }

    private var unread: String { WireText.quoted(Array(received[position...].prefix(100))) }

    private func dropRead() {
        guard position == received.count || position > 1 << 20 else { return }
        received.removeFirst(position)
        position = 0
    }
}
