// Tests of the help text, whole, because its layout is what people see; and of the words and sizes beneath.

import Testing

@testable import KVToolSupport

struct HelpTextTests {
    private let interface = CommandLineInterface(
        program: "demo", version: "1", summary: "Shows what flags can do.", operands: "<file>...",
        sections: [
            FlagSection(
                "Network",
                [
                    Flag("port", "number", help: "The port to listen on; 0 takes a free one."),
                    Flag("a-name-that-is-far-too-long", "value", isRepeated: true, help: "Never mind."),
                ])
        ],
        examples: [UsageExample("--port 0", "Listens on a free port and prints which one it is.")])

    @Test func `help is laid out in sections and columns`() {
        #expect(
            interface.help(width: 50) == """
                demo: Shows what flags can do.

                Usage: demo [flags] <file>...

                Network:
                  --port <number>  The port to listen on; 0 takes
                                   a free one.
                  --a-name-that-is-far-too-long <value>
                                   Never mind. May be repeated.

                About:
                  --help           Print this text and exit.
                  --version        Print the version and exit.

                Examples:
                  demo --port 0
                      Listens on a free port and prints which one
                      it is.

                """)
    }

    @Test(arguments: [1, 40, 57, 80, 100, 500])
    func `no line is wider than the terminal`(_ width: Int) {
        let limit = min(max(width, 40), 100)
        for line in interface.help(width: width).split(separator: "\n") {
            #expect(line.count <= limit, "\(line)")
            #expect(line.last != " ")
        }
    }

    @Test func `a word longer than the line keeps a line of its own`() {
        #expect(HelpText.wrap("a bbbbbbbb c", width: 4) == ["a", "bbbbbbbb", "c"])
        #expect(HelpText.wrap("", width: 4).isEmpty)
    }
}

struct NearestWordTests {
    private func distance(_ left: String, _ right: String) -> Int {
        NearestWord.distance(Array(left.utf8), Array(right.utf8))
    }

    @Test func `letters added, lost, replaced and swapped count one each`() {
        #expect(distance("port", "port") == 0)
        #expect(distance("prot", "port") == 1)
        #expect(distance("por", "port") == 1)
        #expect(distance("ports", "port") == 1)
        #expect(distance("pork", "port") == 1)
        #expect(distance("", "port") == 4)
        #expect(distance("port", "") == 4)
        #expect(distance("kitten", "sitting") == 3)
        #expect(distance("ca", "abc") == 3)
    }

    @Test func `the nearest word is found and a far one is not`() {
        #expect(NearestWord.of("prot", among: ["bind", "part", "port"]) == "port")
        #expect(NearestWord.of("pxrt", among: ["bind", "part", "port"]) == "part")
        #expect(NearestWord.of("maxm", among: ["bind", "maxmemory"]) == "maxmemory")
        #expect(NearestWord.of("xyz", among: ["bind", "port"]) == nil)
        #expect(NearestWord.of("x", among: []) == nil)
    }
}

struct ByteSizeTests {
    @Test func `units follow Redis`() {
        let sizes: [(String, Int)] = [
            ("0", 0), ("4096", 4096), ("7b", 7), ("1k", 1000), ("1kb", 1024), ("2M", 2_000_000),
            ("2mb", 2_097_152), ("3g", 3_000_000_000), ("3GB", 3_221_225_472),
        ]
        for (text, size) in sizes { #expect(ByteSize.parse(text) == size, "\(text)") }
    }

    @Test(arguments: [
        "", "kb", "-1", "+1", "1.5mb", "1 mb", "1tb", "9223372036854775808", "9999999999gb", "٣",
    ])
    func `anything else is no size`(_ text: String) { #expect(ByteSize.parse(text) == nil) }
}

struct TerminalTests {
    @Test func `a closed stream is no terminal and has the usual width`() {
        let nowhere = Terminal(descriptor: -1)
        #expect(!nowhere.isInteractive)
        #expect(nowhere.columns == nil)
        #expect(nowhere.width == 80)
    }
}
