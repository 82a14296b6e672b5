// Tests of reading a command line: what is taken, and the one line that answers each mistake.

import Testing

@testable import KVToolSupport

private let interface = CommandLineInterface(
    program: "demo", version: "1.2.3", summary: "Shows what flags can do.",
    sections: [
        FlagSection(
            "Network",
            [
                Flag("port", "number", help: "The port to listen on."),
                Flag("bind", "address", isRepeated: true, help: "An address to listen on."),
            ]),
        FlagSection(
            "Data",
            [
                Flag("maxmemory", "size", help: "The most memory to use."),
                Flag("policy", "name", help: "What to evict."),
                Flag("appendonly", "yes|no", help: "Whether to log writes."),
                Flag("rate", "number", help: "How fast to go."),
                Flag("events", "letters", help: "What to tell."),
                Flag("quiet", help: "Say nothing."),
            ]),
    ])

private func values(_ arguments: String...) throws -> FlagValues {
    guard case .run(let values) = try interface.parse(arguments) else {
        throw UsageError("asked for help or version")
    }
    return values
}

private func mistake(_ arguments: String...) -> String? {
    do throws(UsageError) {
        _ = try interface.parse(arguments)
        return nil
    } catch { return error.message }
}

private func mistake<R>(_ read: () throws(UsageError) -> R) -> String? {
    do throws(UsageError) {
        _ = try read()
        return nil
    } catch { return error.message }
}

struct CommandLineTests {
    @Test func `a value follows its flag or an equals sign`() throws {
        #expect(try values("--port", "7000").string("port") == "7000")
        #expect(try values("--port=7000").string("port") == "7000")
        #expect(try values("--policy=a=b").string("policy") == "a=b")
        #expect(try values("--policy=").string("policy") == "")
        #expect(try values().string("port") == nil)
    }

    @Test func `a value may start with one dash but not with two`() throws {
        #expect(try values("--rate", "-1").string("rate") == "-1")
        #expect(mistake("--port", "--quiet") == "missing value: --port <number>")
        #expect(try values("--policy=--x").string("policy") == "--x")
    }

    @Test func `the last value wins unless the flag is repeated`() throws {
        #expect(try values("--port", "1", "--port=2").strings("port") == ["2"])
        #expect(try values("--bind", "a", "--bind=b").strings("bind") == ["a", "b"])
    }

    @Test func `a switch is on when given`() throws {
        #expect(try values("--quiet").isOn("quiet"))
        #expect(try values("--quiet=yes").isOn("quiet"))
        #expect(try !values("--quiet=no").isOn("quiet"))
        #expect(try !values().isOn("quiet"))
        #expect(mistake("--quiet=loud") == "--quiet cannot be \"loud\"; it takes yes or no")
    }

    @Test func `an unknown flag is answered with the nearest one`() {
        #expect(mistake("--prot", "1") == "unknown flag --prot; did you mean --port?")
        #expect(mistake("--prot=1") == "unknown flag --prot; did you mean --port?")
        #expect(mistake("-port", "1") == "unknown flag -port; did you mean --port?")
        #expect(mistake("--maxmem") == "unknown flag --maxmem; did you mean --maxmemory?")
        #expect(mistake("--zzz") == "unknown flag --zzz; demo --help lists them all")
    }

    @Test func `letters are taken from an alphabet`() throws {
        #expect(try values("--events", "Kx").letters("events", of: "AKEx") == "Kx")
        #expect(try values("--events", "").letters("events", of: "AKEx") == "")
        #expect(try values().letters("events", of: "AKEx") == nil)
        let wrong = try values("--events=Kq")
        #expect(
            mistake { () throws(UsageError) in try wrong.letters("events", of: "AKEx") }
                == "--events cannot be \"Kq\"; it takes letters of AKEx")
    }

    @Test func `text that was no UTF-8 is refused`() {
        #expect(mistake("--policy", "a\u{FFFD}b") == "an argument is not UTF-8 text: a\u{FFFD}b")
        #expect(mistake("--\u{FFFD}") == "an argument is not UTF-8 text: --\u{FFFD}")
    }

    @Test func `a mistake is told in one line of bounded length`() {
        #expect(mistake("a\nb\u{7}") == "unexpected argument a?b?")
        #expect(mistake(String(repeating: "x", count: 100_000))?.count == 503)
    }

    @Test func `a missing value names its flag`() {
        #expect(mistake("--port") == "missing value: --port <number>")
    }

    @Test func `arguments that are no flags are refused where none are expected`() {
        #expect(mistake("port", "1") == "unexpected argument port; did you mean --port?")
        #expect(mistake("file") == "unexpected argument file")
        #expect(mistake("--", "--port") == "unexpected argument --port")
    }

    @Test func `operands are kept in order where they are expected`() throws {
        let copying = CommandLineInterface(
            program: "cp", version: "1", summary: "Copies.", operands: "<file>...",
            sections: [FlagSection("All", [Flag("force", help: "Overwrite.")])])
        guard case .run(let values) = try copying.parse(["a", "--force", "-", "--", "--b"]) else {
            Issue.record("expected to run")
            return
        }
        #expect(values.operands == ["a", "-", "--b"])
        #expect(values.isOn("force"))
    }

    @Test(arguments: [["--help"], ["-h"], ["--port", "1", "--help", "--nonsense"]])
    func `help is asked for by name and hides later mistakes`(_ arguments: [String]) throws {
        guard case .help = try interface.parse(arguments) else {
            Issue.record("expected help")
            return
        }
    }

    @Test func `the version is asked for by name`() throws {
        guard case .version = try interface.parse(["--version"]) else {
            Issue.record("expected the version")
            return
        }
        #expect(interface.versionLine == "demo 1.2.3")
    }
}

struct FlagValuesTests {
    @Test func `a name is not blank`() throws {
        #expect(try values("--bind", "a", "--bind", "b").names("bind", "an address") == ["a", "b"])
        #expect(try values().names("bind", "an address") == [])
        for text in ["", "  "] {
            let values = try values("--bind=a", "--bind=\(text)")
            #expect(
                mistake { () throws(UsageError) in try values.names("bind", "an address") }
                    == "--bind cannot be \"\(text)\"; it takes an address")
        }
    }

    @Test func `whole numbers must be in range`() throws {
        #expect(try values("--port", "7000").integer("port", in: 0...65535) == 7000)
        #expect(try values().integer("port", in: 0...65535) == nil)
        for text in ["65536", "-1", "x", "1.5", ""] {
            let values = try values("--port=\(text)")
            #expect(
                mistake { () throws(UsageError) in try values.integer("port", in: 0...65535) }
                    == "--port cannot be \"\(text)\"; it takes a whole number from 0 to 65535")
        }
    }

    @Test func `numbers may have a point`() throws {
        #expect(try values("--rate", "1.5").number("rate", in: 0...10) == 1.5)
        let values = try values("--rate", "nan")
        #expect(
            mistake { () throws(UsageError) in try values.number("rate", in: 0...10) }
                == "--rate cannot be \"nan\"; it takes a number from 0.0 to 10.0")
    }

    @Test func `sizes are read in the units of Redis`() throws {
        #expect(try values("--maxmemory", "100mb").byteSize("maxmemory") == 100 << 20)
        let values = try values("--maxmemory", "much")
        #expect(
            mistake { () throws(UsageError) in try values.byteSize("maxmemory") }
                == "--maxmemory cannot be \"much\"; it takes a size in bytes such as 4096, 512kb, 100mb or 1gb"
        )
    }

    @Test func `booleans are yes or no`() throws {
        #expect(try values("--appendonly", "Yes").boolean("appendonly") == true)
        #expect(try values("--appendonly", "no").boolean("appendonly") == false)
        let values = try values("--appendonly", "true")
        #expect(
            mistake { () throws(UsageError) in try values.boolean("appendonly") }
                == "--appendonly cannot be \"true\"; it takes yes or no")
    }

    @Test func `a choice suggests the nearest word`() throws {
        let words = ["noeviction", "allkeys-lru"]
        #expect(try values("--policy", "allkeys-lru").choice("policy", among: words) == "allkeys-lru")
        let near = try values("--policy", "allkeys-lur")
        #expect(
            mistake { () throws(UsageError) in try near.choice("policy", among: words) }
                == "--policy cannot be \"allkeys-lur\"; did you mean allkeys-lru?")
        let far = try values("--policy", "x")
        #expect(
            mistake { () throws(UsageError) in try far.choice("policy", among: words) }
                == "--policy cannot be \"x\"; it takes one of noeviction, allkeys-lru")
    }
}
