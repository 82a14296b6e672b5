// The heap of deadlines against a sorted array, under random changes.

import TestSupport
import Testing

@testable import KVSockets

@Suite struct DeadlineHeapTests {
    private final class Nothing: DeadlineSource {
        func deadlineReached(now: UInt64) {}
    }

    @Test(arguments: 1...5) func `the earliest is first whatever is set, moved and dropped`(_ seed: UInt64)
        throws
    {
        let (loop, source) = (try EventLoop(), Nothing())
        defer {
            loop.onThread { loop.closeAll() }
            loop.poller.close()
        }
        var random = SeededRandom(state: seed)
        let deadlines = (0..<40).map { _ in Deadline(loop: loop, source: source) }
        loop.onThread {
            for _ in 0..<600 {
                let deadline = deadlines[Int.random(in: 0..<40, using: &random)]
                let drops = Int.random(in: 0..<4, using: &random) == 0
                deadline.set(to: drops ? nil : UInt64.random(in: 0..<100, using: &random))
                loop.deadlines.checkInvariants()
                #expect(loop.deadlines.earliest == deadlines.compactMap(\.time).min())
            }
            let expected = deadlines.compactMap(\.time).filter { $0 <= 50 }.count
            #expect(loop.deadlines.takeDue(now: 50).count == expected)
            loop.deadlines.checkInvariants()
            #expect(deadlines.compactMap(\.time).allSatisfy { $0 > 50 })
        }
    }
}
