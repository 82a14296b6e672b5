// Tests of doubles in text. The tables are what a real server answered to ZADD and ZSCORE.

import RESP
import Testing

@testable import KVEngine

struct DoubleTextTests {
    private static let scores: [(text: String, printed: String)] = [
        ("inf", "inf"), ("+inf", "inf"), ("-inf", "-inf"), ("INF", "inf"), ("Infinity", "inf"), ("-0", "-0"),
        ("0x10", "16"), ("0x1p3", "8"), ("0x.8", "0.5"), ("1e5", "100000"), ("1E5", "100000"), ("+5", "5"),
        ("-5", "-5"), (".5", "0.5"), ("5.", "5"), ("0.1", "0.10000000000000001"), ("100", "100"),
        ("3.14", "3.1400000000000001"), ("-3.14", "-3.1400000000000001"), ("0.3", "0.29999999999999999"),
        ("1e15", "1000000000000000"), ("1e16", "10000000000000000"), ("1.5e16", "15000000000000000"),
        ("1e17", "1e+17"), ("99999999999999999", "1e+17"), ("123456789012345678", "1.2345678901234568e+17"),
        ("99999999999999984", "99999999999999984"), ("9007199254740993", "9007199254740992"),
        ("1e21", "1e+21"), ("1e22", "1e+22"), ("1e308", "1e+308"), ("0.0001", "0.0001"),
        ("0.00001234", "1.234e-05"), ("1e-5", "1.0000000000000001e-05"), ("0e400", "0"),
        ("0e99999999999999", "0"), ("1e-320", "9.9998886718268301e-321"),
        ("4.9e-324", "4.9406564584124654e-324"), ("2.2250738585072011e-308", "2.2250738585072009e-308"),
        ("000000000000000000000000000000000001", "1"),
    ]

    private func parse(_ text: String) -> Double? { text.withByteView { DoubleText.parse($0) } }

    private func spelling(_ value: Double) -> String { DoubleText.withSpelling(of: value) { String($0) } }

    @Test func `scores are read and printed as a real server does`() throws {
        for (text, printed) in DoubleTextTests.scores {
            #expect(spelling(try #require(parse(text), "\(text)")) == printed, "\(text)")
        }
    }

    @Test(arguments: [
        "", " ", " 1", "\t1", "1 ", "1\0", "nan", "-nan", "NaN", "nan(123)", "infinit", "0x", "1e", "1e+",
        "e5", ".",
        "-", "+", "--1", "1,5", "1_000", "0b1", "1e400", "-1e400", "1e-400", "2e-324", "0x1p-2000",
        "0x1p2000",
        "1.7976931348623159e308", "1e-99999999999999999999", "1.2.3", "1e5.", "-.e1",
    ])
    func `what a real server refuses is refused`(_ text: String) { #expect(parse(text) == nil) }

    @Test func `a number of four hundred digits is too large and one with as many zeros in front is not`() {
        let zeros = String(repeating: "0", count: 400)
        #expect(parse("1" + zeros) == nil)
        #expect(parse(zeros + "1") == 1)
    }

    @Test func `not a number is printed as C prints it`() {
        #expect(spelling(.nan) == "nan")
        #expect(spelling(-.nan) == "-nan")
    }
}
