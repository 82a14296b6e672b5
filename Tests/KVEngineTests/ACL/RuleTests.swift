// Rules of ACL SETUSER: which are refused, what they are told as, and that no list of them, however made, does worse
// than being refused.

import RESP
import Testing

@testable import KVEngine

@Suite struct RuleTests {
    private let engine = Engine(seed: 1, now: TestEngine.epoch * 1000)

    private var newUser: UserRules { UserRules(allChannels: false) }

    private func user(_ rules: String...) throws -> UserRules {
        try apply(rules.map { Array($0.utf8) }, to: newUser)
    }

    private func apply(_ rules: [[UInt8]], to user: UserRules) throws -> UserRules {
        var user = user
        let reader = engine.ruleReader
        for rule in rules { try rule.withByteView { try reader.apply($0, to: &user) } }
        return user
    }

    private func commands(_ user: UserRules) -> String {
        String(decoding: engine.access.text.commandRules(of: user.root), as: UTF8.self)
    }

    private func line(_ user: UserRules) -> String {
        String(decoding: engine.access.text.line(of: user), as: UTF8.self)
    }

    @Test func `the default user is described as Redis describes it`() {
        #expect(line(.ofDefaultUser) == "on nopass ~* &* +@all")
        #expect(line(newUser) == "off resetchannels -@all")
    }

    @Test func `reset forgets everything`() throws {
        #expect(
            try line(user("on", ">x", "~*", "&*", "+@all", "(+get)", "reset"))
                == "off sanitize-payload resetchannels -@all")
    }

    @Test(arguments: [
        ("nosuch", RuleError.syntax), ("~a b", .syntax), ("%~a", .syntax), ("&\t", .syntax), ("(x)", .syntax),
        ("+nosuch", .unknownCommand), ("-@nosuch", .unknownCommand), ("+config|nosuch", .unknownCommand),
        ("+config|get|x", .firstArgumentOfSubcommand), ("+get|", .syntax), ("<x", .noSuchPassword),
        ("#x", .notAHash), ("!x", .notAHash), ("(&* &x)", .afterAllChannels), ("(~* ~x)", .afterAllKeys),
    ])
    func `a rule that cannot be applied says why`(rule: String, error: RuleError) {
        #expect(throws: error) { try user(rule) }
    }

    @Test(arguments: [
        (["+@all", "-get"], "+@all -get"), (["+get", "+set", "-get"], "-@all +set"),
        (["+config", "-config|set"], "-@all +config -config|set"), (["+select|0"], "-@all +select|0"),
        (["+@all", "-@dangerous"], "+@all -@dangerous"), (["+@all", "-bgsave"], "+@all -bgsave"),
        (["+client|setinfo"], "-@all +client|setinfo"), (["+@connection"], "-@all +@connection"),
    ])
    func `commands are told in the shortest way`(rules: [String], expected: String) throws {
        #expect(try commands(apply(rules.map { Array($0.utf8) }, to: newUser)) == expected)
    }

    @Test func `a command that is not there can be named, and not be run`() throws {
        let redis = TestEngine()
        #expect(redis("ACL SETUSER ada on nopass +bgrewriteaof") == "+OK\r\n")
        #expect(redis("ACL DRYRUN ada BGREWRITEAOF") == "-ERR Command 'BGREWRITEAOF' not found\r\n")
    }

    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func `a description makes the same user anew`(seed: UInt64) throws {
        var source = HostileArguments(random: Random(seed: seed))
        var user = newUser
        for _ in 0..<60 {
            let rule = source.rule()
            if let changed = try? apply([rule], to: user) { user = changed }
            guard !user.root.isToldBadly, !user.selectors.contains(where: \.isToldBadly) else {
                continue
            }
            let text = line(user)
            let list = try text.withByteView { text in
                let words = ArgumentList()
                #expect(InlineRequest.split(text, into: words))
                return try RuleList((0..<words.count).map { words.view($0, in: text) })
            }
            let again = try apply(list.rules, to: newUser)
            #expect(line(again) == text, "seed \(seed)")
            #expect(again.allSelectors.map(\.commands) == user.allSelectors.map(\.commands))
            #expect(again.passwords == user.passwords)
        }
    }
}

extension Selector {
    /// Whether the description would be read as something else, as it would by Redis: a word with quotes, brackets or
    /// bytes that are no text, or `%RW~*`, which is told as the `~*` that means all keys.
    fileprivate var isToldBadly: Bool {
        if !allowsAllKeys, allowsEveryKey(.full) { return true }
        return (keys.map(\.pattern) + channels + firstArguments.values.joined()).contains { word in
            word.contains { $0 <= 0x20 || $0 >= 0x7F || [0x22, 0x27, 0x28, 0x29, 0x5C].contains($0) }
        }
    }
}
