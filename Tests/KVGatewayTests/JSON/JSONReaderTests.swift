import RESP
import Testing

@testable import KVGateway

/// A text as the reader sees it: its tokens in one line, nil when it is refused.
enum JSONTokens {
    static func of(_ text: [UInt8]) -> String? {
        text.withByteView { view in
            var reader = JSONReader(view)
            var tokens: [String] = []
            while true {
                guard let token = try? reader.next() else { return nil }
                if case .end = token { return tokens.joined(separator: " ") }
                tokens.append(describe(token))
                #expect(tokens.count <= view.count, "more tokens than bytes")
            }
        }
    }

    static func of(_ text: String) -> String? { of(Array(text.utf8)) }

    private static func describe(_ token: JSONReader.Token) -> String {
        switch token {
        case .openArray: "["
        case .closeArray: "]"
        case .openObject: "{"
        case .closeObject: "}"
        case .key(let name): "\(text(name)):"
        case .string(let value): "'\(text(value))'"
        case .number(let digits): String(digits)
        case .truth(let value): "\(value)"
        case .null: "null"
        case .end: ""
        }
    }

    private static func text(_ string: JSONString) -> String {
        let buffer = ByteBuffer(capacity: 1)
        string.append(to: buffer)
        #expect(buffer.count == string.count, "a string is as long as it was said to be")
        return String(buffer.view)
    }
}

@Suite struct JSONReaderTests {
    @Test(arguments: [
        ("[]", "[ ]"), ("{}", "{ }"), (" [ 1 , 2 ] ", "[ 1 2 ]"), ("\t\r\n[\n]\t", "[ ]"),
        (#"{"a":1,"b":[true,false,null],"a":{}}"#, "{ a: 1 b: [ true false null ] a: { } }"),
        (#"{ "" : "" }"#, "{ : '' }"), ("null", "null"), ("true", "true"), ("0", "0"), (#""x""#, "'x'"),
        ("[[],[[]]]", "[ [ ] [ [ ] ] ]"), (#"{"a":{"b":{}}}"#, "{ a: { b: { } } }"),
        ("[{},[]]", "[ { } [ ] ]"),
        (
            "[-0,-0.0,1e5,1E+5,1e-5,0.5e00,123456789012345678901]",
            "[ -0 -0.0 1e5 1E+5 1e-5 0.5e00 123456789012345678901 ]"
        ),
        (#"["\"\\\/\b\f\n\r\t"]"#, "[ '\"\\/\u{8}\u{C}\n\r\t' ]"), (#"["\u0041\u00e9\u20AC"]"#, "[ 'Aé€' ]"),
        (#"["\ud83d\ude00\uD834\uDD1E"]"#, "[ '😀𝄞' ]"),
        ("[\"é€😀\u{7F}\u{FFFF}\"]", "[ 'é€😀\u{7F}\u{FFFF}' ]"),
        (#"["\u0000"]"#, "[ '\u{0}' ]"), ("[\"0123456789 abcdef ghijkl\"]", "[ '0123456789 abcdef ghijkl' ]"),
    ])
    func `a text is read`(text: String, tokens: String) {
        #expect(JSONTokens.of(text) == tokens)
    }

    @Test(arguments: [
        "", " ", "[", "]", "{", "}", "[1", "[1,", "[1,]", "[,1]", "[,]", "[1 2]", "[1,,2]", "[1]]", "[1}",
        "{]",
        "[]]", "[] []", "[]x", "1 2", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{,}", "{a:1}", "{1:1}",
        "{\"a\" 1}",
        "{\"a\":1 \"b\":2}", "{\"a\"::1}", "{\"a\":1:2}", "{\"a\",1}", "[\"a\":1]", "{null:1}", "{\"a\":1",
        "{\"a\":", "{\"a\"", "{\"a", "tru", "truex", "True", "nul", "nulll", "falsy", "NaN", "Infinity",
        "-Infinity",
        "undefined", "+1", "-", "01", "-01", "1.", ".5", "1.e5", "1e", "1e+", "0x1", "1_000", "--1", "1-",
        "0e", "2..3",
        "\"", "\"a", "\"\\\"", "\"\\x41\"", "\"\\u00\"", "\"\\u00g0\"", "\"\\u\"", "\"\\", "\"a\nb\"",
        "\"\t\"", "\"\u{0}\"",
        "'a'", "[\"a\"", "\u{FEFF}[]", "[1]\u{0}", "/* c */[]", "[]//", "\u{A0}[]", "[\u{C}]", "\"\\U0041\"",
        "\"\\'\"",
    ])
    func `what is no JSON is refused`(text: String) {
        #expect(JSONTokens.of(text) == nil)
    }

    @Test(arguments: [
        (#""\ud800""#, "\u{FFFD}"), (#""\udc00""#, "\u{FFFD}"), (#""\ud800x""#, "\u{FFFD}x"),
        (#""\ud800\n""#, "\u{FFFD}\n"), (#""\ud800\u0041""#, "\u{FFFD}A"),
        (#""\ud800\ud83d\ude00""#, "\u{FFFD}😀"),
        (#""\ude00\ud83d""#, "\u{FFFD}\u{FFFD}"), (#""\ud800\ud800""#, "\u{FFFD}\u{FFFD}"),
    ])
    func `a surrogate without its partner is replaced`(text: String, value: String) {
        #expect(JSONTokens.of(text) == "'\(value)'")
    }

    @Test(
        arguments: [
            ([0xFF], 1), ([0x80], 1), ([0xC0, 0xAF], 2), ([0xE0, 0x80, 0x80], 3), ([0xED, 0xA0, 0x80], 3),
            ([0xF4, 0x90, 0x80, 0x80], 4), ([0xF0, 0x9F, 0x98], 3), ([0xF8, 0x88, 0x80, 0x80, 0x80], 5),
            ([0xC3], 1),
        ] as [([UInt8], Int)])
    func `each byte that is no UTF-8 is replaced`(bytes: [UInt8], count: Int) {
        let quote = UInt8(ascii: "\"")
        let replaced = String(repeating: "\u{FFFD}", count: count)
        #expect(JSONTokens.of([quote] + bytes + [quote]) == "'\(replaced)'")
        let longer = [quote] + Array("seven b".utf8) + bytes + Array("é then more than eight".utf8) + [quote]
        #expect(JSONTokens.of(longer) == "'seven b\(replaced)é then more than eight'")
    }

    @Test func `nesting has a limit`() {
        let nest = { (depth: Int) in
            String(repeating: "[{\"a\":", count: depth) + "1" + String(repeating: "}]", count: depth)
        }
        #expect(JSONTokens.of(nest(JSONReader.maxDepth / 2)) != nil)
        #expect(JSONTokens.of("[" + nest(JSONReader.maxDepth / 2) + "]") == nil)
        #expect(JSONTokens.of(String(repeating: "[", count: 1_000_000)) == nil)
    }

    @Test func `every place for a special byte is found`() {
        for length in 0..<40 {
            for place in 0..<length {
                for special in ["\\n", "é", "\\u00e9"] {
                    let plain = [String](repeating: "~", count: length)
                    var spelled = plain
                    spelled[place] = special
                    let value = plain.indices.map { $0 == place ? (special == "\\n" ? "\n" : "é") : "~" }
                        .joined()
                    #expect(JSONTokens.of("\"\(spelled.joined())\"") == "'\(value)'")
                }
            }
        }
    }

    @Test func `a whole text is skipped to where a level ends`() throws {
        try Array("[[1,{\"a\":[2]},\"x\"],3]".utf8).withByteView { view in
            var reader = JSONReader(view)
            for _ in 0..<3 { _ = try reader.next() }
            try reader.skip(toDepth: 1)
            guard case .number(let three) = try reader.next() else {
                Issue.record("not behind the row")
                return
            }
            #expect(three == "3")
        }
    }
}
