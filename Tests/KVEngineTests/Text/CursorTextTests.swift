// Tests of SCAN cursors: the tables are what a real server took.

import RESP
import Testing

@testable import KVEngine

struct CursorTextTests {
    private func parse(_ text: String) -> UInt64? {
        text.withByteView { IntegerText.parseCursor($0) }
    }

    @Test func `cursors follow the rules of C`() {
        let taken: [(String, UInt64)] = [
            ("0", 0), ("", 0), ("\0", 0), ("1\0zz", 1), ("+1", 1), ("-0", 0), ("-1", .max), ("007", 7),
            ("18446744073709551615", .max), ("-18446744073709551615", 1), ("000000000000000000000000001", 1),
        ]
        for (text, value) in taken { #expect(parse(text) == value, "\(text)") }
    }

    @Test(arguments: [
        " 1", "1 ", "\u{B}1", "0x", "abc", "-", "+", "--1", "+-1", "1a", "18446744073709551616",
        "-18446744073709551616", "99999999999999999999999",
    ])
    func `texts that are not cursors are refused`(_ text: String) { #expect(parse(text) == nil) }
}
