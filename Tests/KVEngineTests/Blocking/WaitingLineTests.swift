// A line of those who wait: whatever order they leave in, the first is the one who came first.

import RESP
import Testing

@testable import KVEngine

@Suite struct WaitingLineTests {
    @Test(arguments: 0..<50) func `a line behaves as an array does`(seed: UInt64) {
        let redis = TestEngine()
        var random = Random(seed: seed)
        var (line, model): (WaitingLine, [BlockedClient]) = (WaitingLine(), [])
        for ticket in 1...200 {
            let waiting = redis.waitingClient(random.below(4) == 0 ? .member(.lowest) : .element(.left))
            waiting.ticket = UInt64(ticket)
            line.append(waiting)
            model.append(waiting)
            while !model.isEmpty, random.below(2) == 0 {
                line.remove(model.remove(at: random.below(model.count)))
            }
            #expect(line.isEmpty == model.isEmpty)
            for kind in [ValueKind.list, .sortedSet] {
                #expect(line.first(of: kind) === model.first { $0.awaited.kind == kind })
            }
            #expect(line.firstTicket == model.first?.ticket ?? .max)
        }
    }

    @Test func `who is not in the line cannot leave it`() {
        let redis = TestEngine()
        var line = WaitingLine()
        let (one, other) = (redis.waitingClient(.element(.left)), redis.waitingClient(.element(.left)))
        (one.ticket, other.ticket) = (1, 2)
        line.append(one)
        line.remove(other)
        #expect(line.first(of: .list) === one)
    }
}

extension TestEngine {
    /// A client that would wait, as if it had sent a command without arguments.
    fileprivate func waitingClient(_ awaited: Awaited) -> BlockedClient {
        let call = Call(engine: engine, client: client, arguments: .init(), output: .init())
        return BlockedClient(call, for: awaited, keys: 0..<0, until: .max)
    }
}
