// The query buffer that CLIENT LIST tells of: how a real server's grows and shrinks.

import Testing

@testable import KVEngine

@Suite struct QueryBufferTests {
    private let start = TestEngine.epoch

    @Test func `nobody has a buffer before the first request`() {
        #expect(QueryBuffer().size(at: start) == 0)
    }

    @Test func `the first request makes room, which is taken back when nothing follows`() {
        var buffer = QueryBuffer()
        buffer.read(26, at: start)
        buffer.keep(0)
        #expect(buffer.size(at: start) == 20_474)
        #expect(buffer.size(at: start + 2999) == 20_474)
        #expect(buffer.size(at: start + 3000) == 0)
        buffer.read(26, at: start + 9000)
        #expect(buffer.size(at: start + 9000) == 20_474)
    }

    @Test func `what is not yet run is kept`() {
        var buffer = QueryBuffer()
        buffer.read(30, at: start)
        #expect(buffer.used == 30)
        #expect(buffer.size(at: start + 5000) == 30)
    }

    @Test func `a large buffer shrinks to what was needed of late`() {
        var buffer = QueryBuffer()
        buffer.read(400_000, at: start)
        buffer.keep(0)
        #expect(buffer.size(at: start + 99) == 400_000)
        buffer.read(100, at: start + 100)
        buffer.keep(0)
        #expect(buffer.size(at: start + 199) == 400_000)
        #expect(buffer.size(at: start + 200) == 100)
        buffer.read(100, at: start + 210)
        #expect(buffer.size(at: start + 210) == 20_474)
    }

    @Test func `a large buffer that nobody uses is gone at the second look`() {
        var buffer = QueryBuffer()
        buffer.read(400_000, at: start)
        buffer.keep(0)
        #expect(buffer.size(at: start + 100) == 400_000)
        #expect(buffer.size(at: start + 200) == 0)
    }
}
