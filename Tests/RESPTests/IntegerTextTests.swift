import Testing

@testable import RESP

/// Integers, read and written.
@Suite struct IntegerTextTests {
    static let edges: [Int64] = {
        var values: [Int64] = [0, .min, .max, .min + 1, .max - 1]
        var power: Int64 = 1
        for _ in 0..<19 {
            values += [power, power - 1, power + 1, -power, -power - 1, 1 - power]
            power = power.multipliedReportingOverflow(by: 10).partialValue
        }
        return values
    }()

    @Test func `every power of ten and its neighbours is written and read back`() {
        for number in IntegerTextTests.edges {
            let buffer = ByteBuffer(capacity: 1)
            buffer.append(decimal: number)
            #expect(String(buffer.view) == String(number))
            #expect(IntegerText.parse(buffer.view) == number)
        }
    }

    @Test func `a header holds its number and nothing else`() {
        for number in IntegerTextTests.edges {
            let buffer = ByteBuffer(capacity: 1)
            buffer.append(header: UInt8(ascii: ":"), Int(number))
            #expect(String(buffer.view) == ":\(number)\r\n")
        }
    }

    @Test(
        arguments: [
            "", "-", "+", "+1", "00", "01", "-0", "-01", " 1", "1 ", "1\0", "1a", "a", "/", ":", "1.0", "1e3",
            "0x1", "--1", "9223372036854775808", "-9223372036854775809", "18446744073709551615",
            "18446744073709551616", "18446744073709551617", "-18446744073709551617", "99999999999999999999",
            "100000000000000000000", "-99999999999999999999", "123456789012345678901234",
        ])
    func `another spelling is no number`(text: String) {
        text.withByteView { #expect(IntegerText.parse($0) == nil) }
    }

    @Test func `powers of two around the limits keep their digits`() {
        for shift in 0..<63 {
            for offset in -2...2 as ClosedRange<Int64> {
                let value = Int64(1) << Int64(shift) &+ offset
                "\(value)".withByteView { #expect(IntegerText.parse($0) == value) }
                "\(0 &- value)".withByteView { #expect(IntegerText.parse($0) == 0 &- value) }
            }
        }
    }
}
