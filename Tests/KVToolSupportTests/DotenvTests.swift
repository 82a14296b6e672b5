// The reader of dotenv files, against what the dotenv package of Node.js makes of the same text.

import Testing

@testable import KVToolSupport

struct DotenvTests {
    @Test(arguments: [
        ("A=b   # c", "b"),
        (#"A="AX#9==""#, "AX#9=="),
        ("export A = 'x%40y'", "x%40y"),
        ("A=", ""),
        ("A=#", ""),
        ("A =   a b c   ", "a b c"),
        ("A=abc#def", "abc"),
        ("A='abc#def' # c", "abc#def"),
        (#"A="a\nb""#, "a\nb"),
        (#"A="a\rb""#, "a\rb"),
        (#"A='a\nb'"#, #"a\nb"#),
        (#"A=a\nb"#, #"a\nb"#),
        (#"A=`it's "x"`"#, #"it's "x""#),
        ("A: v1", "v1"),
        ("A=1\nA=2", "2"),
        ("A=\"l1\nl2\"", "l1\nl2"),
        (#"A={"a": "b c"}"#, #"{"a": "b c"}"#),
        ("A=$HOME/x", "$HOME/x"),
        ("A=${B}\nB=1", "${B}"),
        ("A=$(id)", "$(id)"),
        (#"A="say \"hi\"""#, #"say \"hi\""#),
        (#"A="ends in \""#, #"ends in \"#),
        (#"A="a" b "c""#, #"a" b "c"#),
        ("A='it''", "it'"),
        ("\tA\t=\tx\t", "x"),
        ("A=a=b", "a=b"),
        ("A=ä€", "ä€"),
    ])
    func `a value is read`(text: String, value: String) {
        #expect(Dotenv(text)["A"] == value)
    }

    @Test(arguments: ["A:v2", "#A=1", " # A=1", "NOEQ\n=v", "A B=1", "export A", ""])
    func `what is no assignment is skipped`(text: String) {
        #expect(Dotenv(text).names == [])
    }

    @Test func `an open quote does not swallow the lines after it`() {
        let file = Dotenv("A=\"abc\nB=2\nC='d\nE=5")
        #expect(file["A"] == "\"abc")
        #expect(file["B"] == "2")
        #expect(file["C"] == "'d")
        #expect(file["E"] == "5")
    }

    @Test(arguments: ["\r\n", "\r", "\n"])
    func `a byte order mark and any line end are taken`(end: String) {
        let file = Dotenv("\u{FEFF}A=1\(end)\(end)export B='x\(end)y'\(end)# C=3\(end)D=4")
        #expect(file.names == ["A", "B", "D"])
        #expect(file["A"] == "1")
        #expect(file["B"] == "x\ny")
        #expect(file["D"] == "4")
    }

    @Test func `export is a name too`() {
        #expect(Dotenv("export=5")["export"] == "5")
        #expect(Dotenv("export = 5")["export"] == "5")
        #expect(Dotenv("exportA=5")["exportA"] == "5")
    }

    @Test func `what the writer writes, the reader reads`() {
        for value in ["plain", "two words", "a#b", "it's", "x=\"y\"", "redis://:p%40@h:1/0"] {
            var text = DotenvText("")
            text.set("A", to: value)
            #expect(Dotenv(text.text)["A"] == value)
        }
    }
}

struct ToolEnvironmentTests {
    private let environment = ToolEnvironment(
        process: ["A": "process", "EMPTY": ""],
        files: [
            (".env.local", Dotenv("A=local\nB=local\nEMPTY=local")), (".env", Dotenv("A=env\nB=env\nC=env")),
        ])

    @Test func `each variable comes from the strongest place that has it`() {
        #expect(environment["A"] == .init(value: "process", source: "the environment"))
        #expect(environment["B"] == .init(value: "local", source: ".env.local"))
        #expect(environment["C"] == .init(value: "env", source: ".env"))
        #expect(environment["D"] == nil)
    }

    @Test func `set to nothing is set`() {
        #expect(environment["EMPTY"] == .init(value: "", source: "the environment"))
        #expect(environment.value(of: "EMPTY") == nil)
    }

    @Test func `values from two places are told apart`() throws {
        let (b, c) = (try #require(environment["B"]), try #require(environment["C"]))
        #expect(ToolEnvironment.mixture("B", b, "B2", b) == nil)
        #expect(
            ToolEnvironment.mixture("B", b, "C", c)
                == "B is from .env.local, but C is from .env: make sure that they belong together")
    }
}
