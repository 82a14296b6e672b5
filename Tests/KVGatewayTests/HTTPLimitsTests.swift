import KVGateway
import Testing

@Suite("HTTP limits")
struct HTTPLimitsTests {
    @Test("a path with an argument of several kilobytes fits into a head")
    func head() { #expect(HTTPLimits().head > 32 << 10) }
}
