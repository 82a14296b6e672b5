// The fuzzer on two servers of our own: nothing differs between equals, and what differs is found and made short.

import KVEngine
import Testing

@testable import KVConformance

@Suite struct FuzzerTests {
    @Test func `equal servers answer alike, whatever their seeds`() throws {
        var fuzzer = try Fuzzer(reference: OwnServer(seed: 1), candidate: OwnServer(seed: 2), only: [])
        #expect(try fuzzer.run(seed: 7, commands: 3000) { _ in } == nil)
    }

    @Test func `a difference is shrunk to the line that shows it`() throws {
        let two = try OwnServer(parameters: [("maxmemory", "1")])
        var fuzzer = try Fuzzer(reference: OwnServer(), candidate: two, only: ["append"])
        let finding = try #require(try fuzzer.run(seed: 1, commands: 2000) { _ in })
        let script = try #require(finding.script)
        let lines = script.split(separator: "\n")
        #expect(lines.first == "== found by the fuzzer")
        #expect(lines.count == 2)
        #expect(lines.last?.lowercased().contains("append") == true)
        #expect(finding.difference?.reference != finding.difference?.candidate)
    }

    @Test func `the script it prints is a case that shows the difference`() throws {
        let two = try OwnServer(parameters: [("maxmemory", "1")])
        let reference = try OwnServer()
        var fuzzer = try Fuzzer(reference: reference, candidate: two, only: ["append"])
        let finding = try #require(try fuzzer.run(seed: 1, commands: 2000) { _ in })
        let file = try CaseParser.parse(try #require(finding.script), name: "found/here")
        let expected = try CaseRunner.run(file.cases[0], on: reference)
        let observed = try CaseRunner.run(file.cases[0], on: two)
        #expect(!Comparison.differences(file.cases[0], reference: expected, candidate: observed).isEmpty)
    }

    @Test func `the episode of a seed is the same each time`() throws {
        func commands(_ seed: UInt64) throws -> [String] {
            let syntax = try CommandSyntax.all(of: OwnServer())
            var generator = CommandGenerator(syntax, only: [], random: Random(seed: seed))
            return (0..<200).map { _ in
                CaseText.line(generator.next(now: 0).1, connection: 1, mark: .exact)
            }
        }
        #expect(try commands(1) == commands(1))
        #expect(try commands(1) != commands(2))
    }

    @Test func `the commands of every family that can be compared are made`() throws {
        var fuzzer = try Fuzzer(reference: OwnServer(), candidate: OwnServer(), only: [])
        _ = try fuzzer.run(seed: 3, commands: 6000) { _ in }
        let sent = Set(fuzzer.coverage.lines.compactMap { $0.split(separator: " ").first.map(String.init) })
        let wanted =
            ["GET", "LPUSH", "SINTERSTORE", "ZRANGE", "HSET", "EXPIRE", "SCAN", "COPY", "SORT"]
            + ["WATCH", "MULTI", "EXEC", "DISCARD"]
        #expect(sent.isSuperset(of: wanted))
        #expect(sent.isDisjoint(with: ["SHUTDOWN", "CLIENT", "DEBUG", "WAIT"]))
    }

    @Test func `a name that no command has is told`() throws {
        #expect(throws: ServerError("no command to compare: nosuch")) {
            try Fuzzer(reference: OwnServer(), candidate: OwnServer(), only: ["nosuch"])
        }
    }
}

@Suite struct FuzzRulesTests {
    private func words(_ text: String) -> [[UInt8]] { text.split(separator: " ").map { Array($0.utf8) } }

    private func syntax(_ name: String) throws -> CommandSyntax {
        try #require(try CommandSyntax.all(of: OwnServer()).first { $0.name == name })
    }

    @Test func `what was taken at random is deleted on both servers`() throws {
        #expect(FuzzRules.sequel(try syntax("spop"), words("spop s 2")) == words("DEL s"))
        #expect(FuzzRules.sequel(try syntax("sort"), words("sort s by w_* store d")) == words("DEL d"))
        #expect(FuzzRules.sequel(try syntax("sort"), words("sort s store d")) == nil)
    }

    @Test func `a cursor out of the air is not sent`() throws {
        #expect(FuzzRules.isDefined(try syntax("scan"), words("scan 0 count 5")))
        #expect(FuzzRules.isDefined(try syntax("hscan"), words("hscan h x")))
        #expect(!FuzzRules.isDefined(try syntax("hscan"), words("hscan h 17")))
    }
}

@Suite struct ShrinkerTests {
    @Test func `lines and words that do not matter are left out`() throws {
        let two = try OwnServer(parameters: [("proto-max-bulk-len", "1mb")])
        var shrinker = Shrinker(try OwnServer(), two)
        let lines = [
            "SET a 1", "@2 LPUSH l x y z", "MSET b 1 c 2 d 3", "SETRANGE k 2000000 x", "GET a", "STRLEN k",
        ]
        let text = "== t\n" + lines.joined(separator: "\n")
        let steps = try CaseParser.parse(text, name: "a/b").cases[0].steps
        let found = try #require(try shrinker.shrink(steps))
        #expect(found.script.steps.map(\.source) == ["SETRANGE k 2000000 x"])
    }

    @Test func `steps that show nothing are not shrunk`() throws {
        var shrinker = Shrinker(try OwnServer(), try OwnServer())
        let steps = try CaseParser.parse("== t\nSET a 1\nGET a", name: "a/b").cases[0].steps
        #expect(try shrinker.shrink(steps) == nil)
    }
}
