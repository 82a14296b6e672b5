// What is refused before a handler runs, and how it quotes what was sent.

import Testing

@testable import KVEngine

@Suite struct RefusalTests {
    let redis = TestEngine()

    @Test func `an unknown command is quoted with its first arguments`() {
        #expect(redis("foo") == "-ERR unknown command 'foo', with args beginning with: \r\n")
        #expect(redis("foo a b") == "-ERR unknown command 'foo', with args beginning with: 'a' 'b' \r\n")
    }

    @Test func `a quotation is cut at 128 bytes and at a NUL, and keeps other bytes as they are`() {
        let long = String(repeating: "a", count: 200)
        let cut = String(repeating: "a", count: 128)
        let (start, middle) = ("-ERR unknown command '", "', with args beginning with: ")
        #expect(redis("\(long) b") == "\(start)\(cut)\(middle)'b' \r\n")
        #expect(redis("f \(long) b") == "\(start)f\(middle)'\(cut)' \r\n")
        #expect(redis("f \"x\\x00y\" b") == "\(start)f\(middle)'x' 'b' \r\n")
        let reply = redis.raw(arguments: [[0xFF, 0x66], [0x61, 0x0D, 0x0A, 0xFE]])
        let expected =
            Array(start.utf8) + [0xFF, 0x66] + Array("\(middle)'a  ".utf8) + [0xFE] + Array("' \r\n".utf8)
        #expect(reply == expected)
    }

    @Test func `a container wants a subcommand, and a known one`() {
        #expect(redis("CLIENT") == "-ERR wrong number of arguments for 'client' command\r\n")
        #expect(redis("CLIENT foo") == "-ERR unknown subcommand 'foo'. Try CLIENT HELP.\r\n")
        #expect(redis("config GET") == "-ERR wrong number of arguments for 'config|get' command\r\n")
    }

    @Test func `refusals and failures are counted apart`() {
        redis("GET")
        redis("SET a b")
        redis("CLIENT KILL nobody")
        redis("nosuch")
        redis("HELLO 9")
        let statistics = redis("INFO commandstats")
        #expect(
            statistics.contains(
                "cmdstat_get:calls=0,usec=0,usec_per_call=0.00,rejected_calls=1,failed_calls=0"))
        #expect(
            statistics.contains(
                "cmdstat_client|kill:calls=1,usec=0,usec_per_call=0.00,rejected_calls=0,failed_calls=1"))
        #expect(
            redis("INFO errorstats").hasSuffix(
                "# Errorstats\r\nerrorstat_ERR:count=3\r\nerrorstat_NOPROTO:count=1\r\n\r\n"))
        #expect(redis("INFO stats").contains("total_error_replies:4\r\n"))
        #expect(redis("INFO stats").contains("total_commands_processed:6\r\n"))
    }
}
