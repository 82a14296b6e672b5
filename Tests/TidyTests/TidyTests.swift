// The rules of the house that a machine can keep: sizes, imports, and where time, chance and unsafe code may
// be. A rule that a change breaks is either broken by mistake or changed here, with the reason in the commit.

import Testing

@Suite struct TidyTests {
    @Test func `the sources are found`() {
        #expect(SourceTree.files.count > 100)
    }

    @Test func `no file is longer than 400 lines`() {
        let long = SourceTree.files.filter { $0.lines.count > 400 }
        #expect(long.isEmpty, "one subject a file: \(long)")
    }

    @Test func `no function is longer than 70 lines`() {
        let long = SourceTree.files.flatMap { Functions.all(in: $0) }.filter { $0.lineCount > 70 }
        #expect(long.isEmpty, "a function fits a screen: \(long)")
    }

    @Test func `every file says at its top what it is`() {
        let silent = SourceTree.files.filter { file in
            !file.isTest && file.lines.first?.hasPrefix("//") != true
        }
        #expect(silent.isEmpty, "begin with a comment: \(silent)")
    }

    @Test(arguments: Layers.allowed.keys.sorted())
    func `a target imports only what is below it`(target: String) throws {
        let allowed = try #require(Layers.allowed[target])
        for file in SourceTree.files where !file.isTest && file.target == target {
            let wrong = file.imports.filter { !allowed.contains(String($0)) }
            #expect(wrong.isEmpty, "\(file) imports \(wrong)")
        }
    }

    @Test func `every target has its rule`() {
        let targets = Set(SourceTree.files.filter { !$0.isTest }.map { String($0.target) })
        #expect(targets.subtracting(Layers.allowed.keys) == [])
    }

    @Test func `time is asked for in one place`() {
        let words = ["Date()", "ContinuousClock", "clock_gettime", "gettimeofday", ".now()"]
        let places = [
            "SystemTime.swift", "Syscalls.swift", "Sources/kv-bench/", "Ticker.swift", "Progress.swift",
        ]
        let wrong = code(holding: words, except: places)
        #expect(wrong.isEmpty, "pass the time as a parameter: \(wrong)")
    }

    @Test func `chance comes from a seed`() {
        let words = [".random(in:", ".randomElement(", "shuffled()", "SystemRandomNumberGenerator", " rand("]
        let wrong = code(
            holding: words,
            except: [
                "KVServer/Seed.swift", "KVClient/Time/Jitter.swift", "SystemChance.swift",
                "hermetic-kv/main.swift",
                "Sources/kv-bench/",
            ])
        #expect(wrong.isEmpty, "pass a generator: \(wrong)")
    }

    @Test func `unsafe code stays in its rooms`() {
        let rooms = [
            "/Storage/", "Syscalls", "KVServer/System/", "hermetic-kv/Console.swift", "Sources/kv-bench/",
        ]
        let wrong = code(holding: ["unsafe ", "@unsafe"], except: rooms)
        #expect(wrong.isEmpty, "unsafe code belongs in Storage/ or Syscalls: \(wrong)")
    }

    @Test func `no test sleeps`() {
        let words = ["Thread." + "sleep", "usleep" + "(", "Task." + "sleep", " sleep" + "("]
        // A clock that goes on only when it is told to has the name in its interface.
        let files = SourceTree.files.filter { $0.isTest && !$0.path.hasSuffix("/ManualClock.swift") }
        let wrong = files.flatMap { $0.code(holding: words) }
        #expect(wrong.isEmpty, "move the clock, or wait for an event: \(wrong)")
    }

    @Test func `nothing is forced and nothing is left to do`() {
        let words = ["try!", "as! ", "fatalError(", "TO" + "DO", "FIX" + "ME"]
        let wrong = code(holding: words, except: [])
        #expect(wrong.isEmpty, "\(wrong)")
    }

    private func code(holding words: [String], except places: [String]) -> [String] {
        SourceTree.files.filter { file in
            !file.isTest && !places.contains { file.path.contains($0) }
        }.flatMap { $0.code(holding: words) }
    }
}
