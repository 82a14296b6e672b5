// HELLO, AUTH, RESET and QUIT: how a connection begins and ends.

import Testing

@testable import KVEngine

@Suite struct HandshakeTests {
    let redis = TestEngine()

    private func setPassword(_ password: String) throws -> TestEngine {
        try redis.engine.configure("requirepass", password)
        return redis.anotherClient()
    }

    @Test func `HELLO tells who answers, as a map in RESP3`() {
        let fields = "$6\r\nserver\r\n$5\r\nredis\r\n$7\r\nversion\r\n$6\r\n7.0.15\r\n$5\r\nproto\r\n"
        let rest = """
            $2\r\nid\r\n:1\r\n$4\r\nmode\r\n$10\r\nstandalone\r\n$4\r\nrole\r\n$6\r\nmaster\r\n\
            $7\r\nmodules\r\n*0\r\n
            """
        #expect(redis("HELLO") == "*14\r\n\(fields):2\r\n\(rest)")
        #expect(redis("HELLO 3") == "%7\r\n\(fields):3\r\n\(rest)")
        #expect(redis("GET none") == "_\r\n")
        #expect(redis("HELLO 2").hasPrefix("*14\r\n"))
        #expect(redis("GET none") == "$-1\r\n")
    }

    @Test func `HELLO reads the version first, then each option, which takes effect at once`() {
        #expect(redis("HELLO abc") == "-ERR Protocol version is not an integer or out of range\r\n")
        #expect(redis("HELLO 4 AUTH a b") == "-NOPROTO unsupported protocol version\r\n")
        #expect(redis("HELLO 1") == "-NOPROTO unsupported protocol version\r\n")
        #expect(redis("HELLO 3 SETNAME") == "-ERR Syntax error in HELLO option 'SETNAME'\r\n")
        #expect(redis("HELLO 3 AUTH default") == "-ERR Syntax error in HELLO option 'AUTH'\r\n")
        let wrong = "-WRONGPASS invalid username-password pair or user is disabled.\r\n"
        #expect(redis("HELLO 3 SETNAME app AUTH nobody x") == wrong)
        #expect(redis("CLIENT GETNAME") == "$3\r\napp\r\n")
    }

    @Test func `without a password commands are refused, but not those that open the connection`() throws {
        let stranger = try setPassword("secret")
        #expect(redis("PING") == "+PONG\r\n", "who was there before stays")
        #expect(stranger("PING") == "-NOAUTH Authentication required.\r\n")
        #expect(stranger("GET") == "-ERR wrong number of arguments for 'get' command\r\n")
        #expect(stranger("NOSUCH").hasPrefix("-ERR unknown command 'NOSUCH'"))
        #expect(stranger("HELLO 3").hasPrefix("-NOAUTH HELLO must be called with the client already"))
        #expect(stranger("HELLO 3 SETNAME \"a b\"").hasPrefix("-ERR Client names cannot contain"))
        #expect(stranger("HELLO 3 AUTH default secret SETNAME app").hasPrefix("%7\r\n"))
        #expect(stranger("CLIENT GETNAME") == "$3\r\napp\r\n")
        #expect(stranger("RESET") == "+RESET\r\n")
        #expect(stranger("CLIENT GETNAME") == "-NOAUTH Authentication required.\r\n")
        #expect(stranger("QUIT") == "+OK\r\n")
    }

    @Test func `a password that is taken back lets everyone in`() throws {
        let stranger = try setPassword("secret")
        #expect(redis("CONFIG SET requirepass ''") == "+OK\r\n")
        #expect(stranger("PING") == "+PONG\r\n")
    }

    @Test func `AUTH takes the password, with the user's name or without`() throws {
        #expect(redis("AUTH x").hasPrefix("-ERR AUTH <password> called without any password configured"))
        #expect(redis("AUTH default anything") == "+OK\r\n")
        #expect(redis("AUTH a b c") == "-ERR syntax error\r\n")
        let stranger = try setPassword("secret")
        let wrong = "-WRONGPASS invalid username-password pair or user is disabled.\r\n"
        #expect(stranger("AUTH bad") == wrong)
        #expect(stranger("AUTH other secret") == wrong)
        #expect(stranger("AUTH default secret") == "+OK\r\n")
        #expect(stranger("AUTH bad") == wrong)
        #expect(stranger("PING") == "+PONG\r\n", "a failed try takes nothing away")
    }

    @Test func `RESET makes the connection new`() {
        redis("HELLO 3 SETNAME app")
        redis("SELECT 2")
        redis("CLIENT REPLY OFF")
        #expect(redis("RESET") == "+RESET\r\n")
        #expect(redis("CLIENT GETNAME") == "$-1\r\n")
        #expect(redis.client.databaseIndex == 0)
    }

    @Test func `QUIT answers, then closes`() {
        #expect(redis("QUIT now") == "+OK\r\n")
        #expect(redis.client.ending == .closeAfterReply)
    }

    @Test func `a web page's request is closed without an answer and warned of once a minute`() {
        var warnings: [String] = []
        redis.engine.warn = { warnings.append($0) }
        #expect(redis("POST / HTTP/1.1") == "")
        #expect(redis.client.ending == .closeNow)
        let other = redis.anotherClient()
        #expect(other("host: localhost") == "")
        #expect(other.client.ending == .closeNow)
        #expect(warnings.count == 1)
        redis.advance(milliseconds: 60_000)
        redis.anotherClient()("post")
        #expect(warnings.count == 2)
    }
}
