// Tests of whole numbers in text: the tables are what a real server took in INCRBY and as a SCAN cursor.

import RESP
import Testing

@testable import KVEngine

struct IntegerTextTests {
    private func parse(_ text: String) -> Int64? { text.withByteView { IntegerText.parse($0) } }

    private func parseUnsigned(_ text: String) -> UInt64? {
        text.withByteView { IntegerText.parseUnsigned($0) }
    }

    @Test(
        arguments: [0, 1, 9, 10, -1, -9, -10, 99, 1_234_567_890, .max, .min, .max - 1, .min + 1] as [Int64])
    func `an integer is read back as it was written`(_ value: Int64) {
        let buffer = ByteBuffer()
        IntegerText.write(value, to: buffer)
        #expect(IntegerText.parse(buffer.view) == value)
        #expect(String(buffer.view) == "\(value)")
    }

    @Test(arguments: [
        "", "-", "+", "-0", "00", "01", "-01", "+1", "--1", " 1", "1 ", "1\0", "1a", "a", "1.0", "1e3", "0x1",
        "/",
        ":", "9223372036854775808", "-9223372036854775809", "18446744073709551615", "99999999999999999999",
        "18446744073709551617", "-18446744073709551617", "123456789012345678901234",
    ])
    func `other spellings and larger numbers are refused`(_ text: String) { #expect(parse(text) == nil) }

    @Test func `powers of two around the limits keep their digits`() {
        for shift in 0..<63 {
            for offset in -2...2 as ClosedRange<Int64> {
                let value = Int64(1) << Int64(shift) &+ offset
                #expect(parse("\(value)") == value)
                #expect(parse("\(0 &- value)") == 0 &- value)
            }
        }
    }

    @Test func `cursors follow the rules of C`() {
        let taken: [(String, UInt64)] = [
            ("0", 0), ("", 0), ("\0", 0), ("1\0zz", 1), ("+1", 1), ("-0", 0), ("-1", .max), ("007", 7),
            ("18446744073709551615", .max), ("-18446744073709551615", 1), ("000000000000000000000000001", 1),
        ]
        for (text, value) in taken { #expect(parseUnsigned(text) == value, "\(text)") }
    }

    @Test(arguments: [
        " 1", "1 ", "\u{B}1", "0x", "abc", "-", "+", "--1", "+-1", "1a", "18446744073709551616",
        "-18446744073709551616", "99999999999999999999999",
    ])
    func `texts that are not cursors are refused`(_ text: String) { #expect(parseUnsigned(text) == nil) }
}
