// What keeps a tool from the wrong host; and how reports are written.

import Testing

@testable import KVToolSupport

struct HostGuardTests {
    @Test(arguments: [
        ("*.upstash.io", "us1-x.upstash.io", true), ("*.UPSTASH.io", "us1-x.upstash.IO", true),
        ("*.upstash.io", "upstash.io", false), ("localhost", "localhost", true),
        ("db?", "db1", true), ("db?", "db12", false), ("*", "", true), ("", "", true), ("", "a", false),
        ("a*b*c", "aXbYbZc", true), ("a*b*c", "aXbYbZ", false), ("prod-*", "staging-1", false),
    ])
    func `patterns of hosts`(pattern: String, host: String, matches: Bool) {
        #expect(HostPattern.matches(pattern, host) == matches)
    }

    @Test func `a host that was not expected is refused, in a dry run too`() {
        let hosts = HostGuard(expected: ["staging-*", "localhost"])
        #expect(hosts.verdict(on: "localhost", isLive: true) == .allowed)
        for isLive in [true, false] {
            #expect(
                hosts.verdict(on: "prod-1", isLive: isLive)
                    == .refused("the host is prod-1, and --expect-host expects staging-*, localhost"))
        }
    }

    @Test func `a protected host has to be named, for a live run`() {
        let hosts = HostGuard(protected: "prod-*, *.upstash.io")
        #expect(hosts.verdict(on: "localhost", isLive: true) == .allowed)
        #expect(hosts.verdict(on: "prod-1", isLive: false) == .allowed)
        #expect(
            hosts.verdict(on: "x.upstash.io", isLive: true)
                == .toBeTyped(
                    "the host x.upstash.io is protected (KV_PROTECTED_HOSTS holds *.upstash.io); "
                        + "a live run there needs --confirm x.upstash.io"))
        let named = HostGuard(protected: "prod-*", confirmed: "PROD-1")
        #expect(named.verdict(on: "prod-1", isLive: true) == .allowed)
        #expect(
            named.verdict(on: "prod-2", isLive: true)
                == .refused("the host is prod-2, and --confirm names PROD-1"))
    }

    @Test func `colours are for terminals that have them`() {
        func style(_ variables: [String: String], _ isInteractive: Bool = true, noColor: Bool = false) -> Bool
        {
            OutputStyle(
                isInteractive: isInteractive, width: 80, environment: variables, noColor: noColor
            ).hasColour
        }
        #expect(style([:]))
        #expect(style(["NO_COLOR": ""]))
        #expect(!style(["NO_COLOR": "1"]))
        #expect(!style(["TERM": "dumb"]))
        #expect(!style([:], false))
        #expect(!style([:], noColor: true))
    }

    @Test func `JSON keeps its order and escapes what must be`() {
        let value: JSONValue = [
            "b": 1, "a": [true, nil, "x\"\\\n\u{1}\u{7F}é"], "n": .number(1.5), "w": .number(2),
            "nan": .number(.nan), "o": [:],
        ]
        #expect(
            value.text
                == #"{"b":1,"a":[true,null,"x\"\\\n\u0001\u007fé"],"n":1.5,"w":2,"nan":null,"o":{}}"#)
    }
}
