// An echo under everything at once: requests cut anywhere, partial consumption, yields, suspensions that
// another thread ends, hints that are too small, and a peer that reads slowly. Whatever happens in between,
// the same bytes must come back in the same order.

import RESP
import TestSupport
import Testing

@testable import KVSockets

@Suite struct RandomTrafficTests {
    /// Echoes a random part of what it is given, and does something random then.
    private final class Moody: ConnectionDelegate {
        let reactor: Reactor
        var random: SeededRandom

        init(_ reactor: Reactor, seed: UInt64) {
            self.reactor = reactor
            random = SeededRandom(state: seed)
        }

        func received(
            _ input: ByteView, endOfStream: Bool, output: ByteBuffer, from connection: Connection
        ) -> Intake {
            let mood = Int.random(in: 0..<16, using: &random)
            let all = mood > 11 || endOfStream
            let consumed = all ? input.count : Int.random(in: 0...input.count, using: &random)
            output.append(input[0..<consumed])
            switch mood {
            case 0:
                reactor.submit { connection.resumeReading() }
                return Intake(consumed: consumed, verdict: .suspend)
            case 1...4 where consumed > 0: return Intake(consumed: consumed, verdict: .yield)
            case 5...7: return Intake(consumed: consumed, needed: 1 << Int.random(in: 0..<18, using: &random))
            default: return Intake(consumed: consumed)
            }
        }
    }

    @Test(arguments: 1...4) func `the same bytes come back in the same order`(_ seed: UInt64) throws {
        var options = ListenerOptions()
        options.sendBuffer = 32 << 10
        let reactor = try Reactor.shared
        let server = try TestServer(options: options) { _ in Moody(reactor, seed: seed) }
        var random = SeededRandom(state: seed &* 77)
        let bytes = (0..<(1 << 20)).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ $0 >> 9) }
        let pieces = (0..<400).map { _ in 1 << Int.random(in: 0..<17, using: &random) }
        let (client, sent) = (try server.client(receiveBuffer: 32 << 10), Signal())
        Threads.start {
            var start = 0
            for piece in pieces where start < bytes.count {
                let end = min(bytes.count, start + piece)
                try? client.send(Array(bytes[start..<end]))
                start = end
            }
            try? client.send(Array(bytes[start...]))
            client.halfClose()
            sent.send()
        }
        #expect(try client.read(bytes.count) == bytes)
        #expect(try client.readToEnd() == "")
        sent.wait()
    }
}
