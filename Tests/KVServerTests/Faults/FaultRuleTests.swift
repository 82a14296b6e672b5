// Faults in words: read, written, refused.

import KVEngine
import KVServer
import Testing

@Suite struct FaultRuleTests {
    @Test func `a rule is read with all its options`() throws {
        let rule = try FaultRule(parsing: [
            "error", "ERR no", "command", "CLIENT KILL", "key", "user:*", "client", "worker", "times", "3",
            "skip", "2", "probability", "0.5",
        ])
        #expect(rule.action == .error(.text("ERR no")))
        #expect(rule.requests.commandName == Array("client|kill".utf8))
        #expect(rule.requests.key == Array("user:*".utf8))
        #expect(rule.clients == .named(Array("worker".utf8)))
        #expect(rule.times == 3)
        #expect(rule.skip == 2)
        #expect(rule.probability == 0.5)
    }

    @Test(arguments: [
        "ERROR NOPERM", "LATENCY 1500ms", "LATENCY 0us COMMAND get", "DISCONNECT TIMES 1",
        "EXECUTE-DISCONNECT",
        "RESET", "EXECUTE-RESET SKIP 2", "CUT 7 KEY a*", "SINGLE-BYTES COMMAND client|list CLIENT-ID 4",
        "STALL-READ", "STALL-READ FOR 2m", "STALL-WRITE CLIENT worker FOR 250us", "GARBAGE !!",
        "DUPLICATE PROBABILITY 0.125", "ACCEPT-CLOSE TIMES 2", "ACCEPT-RESET", "REFUSE", "REFUSE FOR 1d",
    ])
    func `a rule that is written and read again is the same`(text: String) throws {
        let rule = try FaultRule(parsing: text.split(separator: " ").map(String.init))
        #expect(rule.words.map { String(decoding: $0, as: UTF8.self) }.joined(separator: " ") == text)
        #expect(try FaultRule(parsing: rule.words) == rule)
    }

    @Test func `bytes that are no text stay as they are`() throws {
        let words: [[UInt8]] = [Array("GARBAGE".utf8), [0, 255], Array("KEY".utf8), [254, 42]]
        #expect(try FaultRule(parsing: words).words == words)
    }

    @Test(arguments: [
        ("1.5s", "1500ms"), ("90s", "90s"), ("120s", "2m"), ("24h", "1d"), ("0.25ms", "250us"),
    ])
    func `times have units`(text: String, written: String) throws {
        let rule = try FaultRule(parsing: ["LATENCY", text])
        #expect(rule.words.last == Array(written.utf8))
    }

    @Test(arguments: [
        ("", "a fault begins with what goes wrong"),
        ("EXPLODE", "unknown fault 'EXPLODE'"),
        ("DISCONNECT OFTEN", "unknown option 'OFTEN' of a fault"),
        ("ERROR", "ERROR needs a value"),
        ("LATENCY", "LATENCY needs a value"),
        ("LATENCY soon", "LATENCY needs a time such as 250ms, 1.5s or 2m, not 'soon'"),
        ("LATENCY 100", "LATENCY needs a time such as 250ms, 1.5s or 2m, not '100'"),
        ("LATENCY -1s", "LATENCY needs a time such as 250ms, 1.5s or 2m, not '-1s'"),
        ("LATENCY nans", "LATENCY needs a time such as 250ms, 1.5s or 2m, not 'nans'"),
        ("LATENCY 1e300d", "LATENCY needs a time such as 250ms, 1.5s or 2m, not '1e300d'"),
        ("CUT x", "CUT needs a number, not 'x'"),
        ("CUT -1", "a reply cannot be cut after -1 bytes"),
        ("CUT 99999999999999999999", "CUT needs a number, not '99999999999999999999'"),
        ("RESET COMMAND", "COMMAND needs a value"),
        ("RESET COMMAND |", "COMMAND needs a name"),
        ("RESET TIMES 0", "a fault happens once at least, not 0 times"),
        ("RESET TIMES 1 times 2", "TIMES is given twice"),
        ("RESET SKIP -1", "a fault cannot skip -1 occasions"),
        ("RESET PROBABILITY 1.5", "a probability is between 0 and 1, not 1.5"),
        ("RESET PROBABILITY nan", "a probability is between 0 and 1, not nan"),
        ("RESET CLIENT a CLIENT-ID 1", "CLIENT and CLIENT-ID exclude each other"),
        ("RESET FOR 1s", "FOR goes with STALL-READ, STALL-WRITE and REFUSE only"),
        ("REFUSE TIMES 1", "a refused connection is not seen by the server, so it cannot be counted"),
        (
            "ACCEPT-CLOSE COMMAND get",
            "a connection that is being made has no client, command or key yet to choose by"
        ),
    ])
    func `what is wrong is said`(text: String, problem: String) {
        #expect {
            try FaultRule(parsing: text.split(separator: " ").map(String.init))
        } throws: { error in
            (error as? FaultProblem)?.description == problem
        }
    }
}
