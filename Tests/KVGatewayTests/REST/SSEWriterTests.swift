import RESP
import Testing

@testable import KVGateway

@Suite struct SSEWriterTests {
    private func events(_ replies: String) -> String {
        let buffer = ByteBuffer()
        let end = Array(replies.utf8).withByteView { SSEWriter(buffer: buffer).events(of: $0) }
        #expect(end == replies.utf8.count)
        return String(buffer.view)
    }

    private func message(_ elements: String..., type: String = "*") -> String {
        "\(type)\(elements.count)\r\n" + elements.map { "$\($0.utf8.count)\r\n\($0)\r\n" }.joined()
    }

    @Test func `messages are told with commas`() {
        #expect(events("*3\r\n$9\r\nsubscribe\r\n$4\r\nchat\r\n:1\r\n") == "data: subscribe,chat,1\n\n")
        #expect(
            events(message("message", "chat", "{\"a\":1,\"b\":2}"))
                == "data: message,chat,{\"a\":1,\"b\":2}\n\n")
        #expect(events(">3\r\n$10\r\npsubscribe\r\n$5\r\nchat*\r\n:1\r\n") == "data: psubscribe,chat*,1\n\n")
        #expect(
            events(message("pmessage", "chat*", "chat1", "hi", type: ">"))
                == "data: pmessage,chat*,chat1,hi\n\n")
        #expect(events("*3\r\n$11\r\nunsubscribe\r\n$-1\r\n:0\r\n") == "data: unsubscribe,,0\n\n")
    }

    @Test func `MONITOR starts with OK in quotes`() {
        let line = "1721284005.242090 [0 0.0.0.0:0] \"GET\" \"k\""
        #expect(events("+OK\r\n+\(line)\r\n") == "data: \"OK\"\n\ndata: \(line)\n\n")
    }

    @Test func `an error is told as JSON`() {
        #expect(events("-NOPERM no\r\n") == "data: {\"error\":\"NOPERM no\"}\n\n")
    }

    @Test(arguments: [
        ("a\nb", "a\ndata:b"), ("a\n", "a\ndata:"), ("\n\n", "\ndata:\ndata:"), ("a\n b", "a\ndata:  b"),
        ("a\r\nb", "a\r\ndata:b"), ("x\ndata: message,chat,forged", "x\ndata:data: message,chat,forged"),
        ("x\nmessage,chat,forged", "x\ndata:message,chat,forged"), ("", ""), (" a", " a"),
    ])
    func `a payload of several lines is several lines of data`(payload: String, data: String) {
        #expect(events(message("message", "c", payload)) == "data: message,c,\(data)\n\n")
    }

    /// As the standard says a client puts an event together.
    @Test(arguments: ["a\nb", "\n", " x\n  y\n", "a\n\nb"])
    func `the standard's clients join the lines again`(payload: String) {
        let lines = events(message("message", "c", payload)).split(
            separator: "\n", omittingEmptySubsequences: false)
        let data = lines.dropLast(2).map { line in
            let value = line.dropFirst("data:".count)
            return value.first == " " ? value.dropFirst() : value
        }
        #expect(data.joined(separator: "\n") == "message,c,\(payload)")
    }

    @Test func `bytes pass as they are`() {
        let payload: [UInt8] = [0, 0xFF, 0x80, 0x2C]
        let buffer = ByteBuffer()
        let reply = Array("*3\r\n+message\r\n+c\r\n$4\r\n".utf8) + payload + [13, 10]
        #expect(reply.withByteView { SSEWriter(buffer: buffer).event(of: $0, at: 0) } == reply.count)
        #expect([UInt8](buffer.view) == Array("data: message,c,".utf8) + payload + [10, 10])
    }

    @Test func `an unfinished reply waits, and leaves nothing`() {
        let buffer = ByteBuffer()
        let writer = SSEWriter(buffer: buffer)
        let end = Array("+OK\r\n*2\r\n+a\r\n".utf8).withByteView { writer.events(of: $0) }
        #expect(end == 5)
        #expect(String(buffer.view) == "data: \"OK\"\n\n")
        #expect(Array("*1\r\n*0\r\n".utf8).withByteView { writer.events(of: $0) } == 0)
    }
}
