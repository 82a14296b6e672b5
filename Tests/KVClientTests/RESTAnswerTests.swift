// Answers over REST that are right, wrong, or none.

import Foundation
import KVClient
import Testing

@testable import KVRESTClient

@Suite struct RESTAnswerTests {
    private func replies(
        _ requests: [KVRequest], _ body: String, status: Int = 200
    ) throws -> [Reply] {
        let messages = try RESTMessage.messages(for: requests, limit: 1000)
        return try messages[0].replies(in: HTTPAnswer(status: status, body: Data(body.utf8)))
    }

    private func error(_ requests: [KVRequest], _ body: String, status: Int = 200) -> KVError? {
        do {
            _ = try replies(requests, body, status: status)
            return nil
        } catch {
            return error as? KVError
        }
    }

    @Test func `every kind of result is read`() throws {
        let cases: [(String, Reply)] = [
            (#"{"result":"OK"}"#, .status("OK")), (#"{"result":"T0s="}"#, .string("OK")),
            (#"{"result":""}"#, .string("")), (#"{"result":null}"#, .null),
            (#"{"result":9223372036854775807}"#, .integer(.max)), (#"{"result":-1}"#, .integer(-1)),
            (#"{"result":["T0s=",1,null,[]]}"#, .array([.string("OK"), .integer(1), .null, .array([])])),
            (#"{"result":"AP8="}"#, .string(KVString([0, 255]))),
            (#"{"error":"WRONGTYPE no"}"#, .error("WRONGTYPE no")),
        ]
        for (body, reply) in cases {
            #expect(try replies([["GET", "k"]], body, status: reply.isError ? 400 : 200) == [reply])
        }
        let body = #"[{"result":1},{"error":"ERR no"}]"#
        #expect(try replies([["INCR", "a"], ["INCR", "b"]], body) == [.integer(1), .error("ERR no")])
    }

    @Test func `what is no answer leaves a doubt`() {
        let wrong = [
            ("", 200), ("null", 200), ("[]", 200), ("{}", 200), (#"{"result":"!"}"#, 200),
            (#"{"result":{"a":1}}"#, 200),
            ("<html>", 502), (#"{"error":"no backend"}"#, 503), ("", 301),
        ]
        for (body, status) in wrong {
            let error = error([["INCR", "n"]], body, status: status)
            #expect(error?.isOfConnection == true || status == 503, "\(body)")
            #expect(error == nil || error?.isInDoubt == true, "\(body)")
        }
        let short = error([["INCR", "a"], ["INCR", "b"]], #"[{"result":1}]"#)
        #expect(short?.code == .protocolViolation)
        #expect(short?.isInDoubt == true)
    }

    @Test func `a token that is not known is a wrong password, in whatever words`() {
        let error = error([["PING"], ["PING"]], #"{"error":"Unauthorized"}"#, status: 401)
        #expect(error?.code == "WRONGPASS")
        #expect(self.error([["PING"]], #"{"error":"Unauthorized"}"#, status: 401)?.isLasting == true)
    }

    @Test func `words become JSON, or a path where they are no text`() throws {
        let messages = try RESTMessage.messages(
            for: [
                ["SET", "a\"b", "ä"], ["GET", "a"],
                ["SET", [0x2F, 0xFF, 0x2E] as [UInt8], [1, 254] as [UInt8]], ["PING"],
            ],
            limit: 1000)
        #expect(messages.map(\.path) == ["/pipeline", "/SET/%2F%FF%2E", "/"])
        #expect(String(decoding: messages[0].body, as: UTF8.self) == #"[["SET","a\"b","ä"],["GET","a"]]"#)
        #expect(messages[1].body == [1, 254])
        #expect(messages[2].body == Array(#"["PING"]"#.utf8))
        let parts = try RESTMessage.messages(for: (0..<5).map { KVRequest("GET", $0) }, limit: 2)
        #expect(parts.map(\.requests.count) == [2, 2, 1])
    }
}
