// How many changes a command of streams counts, as a real server does (`rdb_changes_since_last_save`).

import Testing

@testable import KVEngine

@Suite struct StreamChangesTests {
    /// Commands one after another, and what each adds to the count.
    private static let expected: [(command: String, changes: Int)] = [
        ("XADD s 1 a 1", 1),
        ("XADD s MAXLEN 1 2 a 1", 1),
        ("XADD s 3 a 1", 1),
        ("XADD s 4 a 1", 1),
        ("XADD s 5 a 1", 1),
        ("XTRIM s MAXLEN 3", 1),
        ("XDEL s 3 9", 1),
        ("XSETID s 9", 1),
        ("XGROUP CREATE s g 0", 1),
        ("XGROUP CREATE t g 0 MKSTREAM", 1),
        ("XGROUP SETID s g 0", 1),
        ("XGROUP CREATECONSUMER s g c", 1),
        ("XGROUP CREATECONSUMER s g c", 0),
        ("XREADGROUP GROUP g c COUNT 1 STREAMS s >", 1),
        ("XREADGROUP GROUP g d COUNT 1 STREAMS s >", 2),
        ("XREADGROUP GROUP g d STREAMS s 0", 1),
        ("XREADGROUP GROUP g d NOACK STREAMS s >", 0),
        ("XACK s g 4 7", 1),
        ("XCLAIM s g e 0 5 4 FORCE", 3),
        ("XCLAIM s g e 0 7 LASTID 8", 1),
        ("XAUTOCLAIM s g f 0 0", 3),
        ("XGROUP DELCONSUMER s g f", 1),
        ("XGROUP DESTROY s g", 1),
        ("XGROUP DESTROY s g", 0),
    ]

    @Test func `changes are counted as Redis counts them`() {
        let redis = TestEngine()
        var before = 0
        for (command, changes) in StreamChangesTests.expected {
            redis(command)
            let after = redis.engine.counters.value.dirty
            #expect(after - before == changes, "\(command)")
            before = after
        }
    }
}
