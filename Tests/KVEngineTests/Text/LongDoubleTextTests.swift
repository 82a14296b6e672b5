// Tests of the numbers of INCRBYFLOAT. The tables are a real server's answers on x86-64, where a long double
// has 64 bits of precision; on machines where Double stands in, only what both agree on is asked for.

import RESP
import Testing

@testable import KVEngine

struct LongDoubleTextTests {
    private static let sums: [(stored: String, added: String, result: String)] = [
        ("3.0e3", "0", "3000"), ("-0", "0", "0"), ("-0", "-0", "0"), ("1e-30", "0", "0"), ("0", "0x10", "16"),
        ("1.5", "2.25", "3.75"), ("0", "5e-18", "0"), ("0", "4e-18", "0"), ("-4e-18", "0", "0"),
        ("0", "1.", "1"), ("0", ".5", "0.5"), ("0", "+5", "5"),
        ("9223372036854775807", "1", "9223372036854775808"),
        ("1e20", "0.1", "100000000000000000000"), ("0", "1e-17", "0.00000000000000001"),
        ("-5.5", "5", "-0.5"),
    ]

    private static let extendedSums: [(stored: String, added: String, result: String)] = [
        ("0.1", "0.2", "0.3"), ("0.1", "0", "0.1"),
        ("0", "10000000000000000.1", "10000000000000000.099609375"),
        ("123456789012345678901", "0.5", "123456789012345678904"), ("0", "3.5e-4950", "0"),
        ("18446744073709551615", "0.5", "18446744073709551616"), ("0", "0x1p-16445", "0"),
    ]

    private func parse(_ text: String) -> LongDouble? { text.withByteView { LongDoubleText.parse($0) } }

    private func spelling(_ value: LongDouble) -> String {
        LongDoubleText.withSpelling(of: value) { String($0) }
    }

    private func check(_ rows: [(stored: String, added: String, result: String)]) throws {
        for row in rows {
            let sum = try #require(parse(row.stored)) + #require(parse(row.added))
            #expect(spelling(sum) == row.result, "\(row)")
        }
    }

    @Test func `sums are printed as a real server prints them`() throws {
        try check(LongDoubleTextTests.sums)
    }

    @Test(.enabled(if: MemoryLayout<LongDouble>.size > 8))
    func `sums keep the digits that a double would lose`() throws {
        try check(LongDoubleTextTests.extendedSums)
    }

    @Test(.enabled(if: MemoryLayout<LongDouble>.size > 8))
    func `the largest numbers are printed in full`() throws {
        let text = spelling(try #require(parse("1e4932")))
        #expect(text.count == 4933)
        #expect(
            text.hasPrefix("10000000000000000000060189493879638913238377742545331147737850413525330194866"))
        #expect(parse("1e5000") == nil)
        #expect(parse("1e-5000") == nil)
        #expect(parse("0x1p-16446") == nil)
    }

    @Test(arguments: ["", " 1", "1 ", "nan", "abc", "1\0", "1e", "0x", "--1", "1e99999", "1e-99999"])
    func `what a real server refuses is refused`(_ text: String) { #expect(parse(text) == nil) }

    @Test func `infinities are read because it is the sum that is refused`() {
        #expect(parse("inf") == .infinity)
        #expect(parse("-infinity") == -.infinity)
    }

    @Test func `a number of 5120 bytes is too long`() {
        #expect(parse(String(repeating: "0", count: 5118) + "1") == 1)
        #expect(parse(String(repeating: "0", count: 5119) + "1") == nil)
    }

    @Test func `halves are rounded to the even digit at the seventeenth place`() {
        #expect(spelling(0x1p-18) == "0.00000381469726562")
        #expect(spelling(-0x1.8p-17) == "-0.00001144409179688")
        #expect(spelling(0x1p-57) == "0.00000000000000001")
        #expect(spelling(0x1p-58) == "0")
        #expect(spelling(-0x1p-58) == "0")
    }

    @Test func `a rounded-up fraction carries into the whole part`() {
        #expect(
            spelling(LongDouble(1).nextDown)
                == (MemoryLayout<LongDouble>.size > 8 ? "1" : "0.99999999999999989"))
        #expect(spelling(-1024.5) == "-1024.5")
    }
}
