// Arguments that nobody sends in good faith: numbers at the ends of their ranges and just beyond, texts that are
// empty, endless or no text at all, words of options where none belongs.

@testable import KVEngine

/// Makes up arguments.
struct HostileArguments {
    var random: Random

    /// The numbers that arithmetic forgets.
    private static let integers: [String] = [
        "0", "1", "-1", "2", "-2", "3", "10", "63", "64", "65", "127", "128", "255", "256", "511", "512",
        "513",
        "32767", "65535", "65536", "2147483647", "2147483648", "-2147483648", "-2147483649", "4294967295",
        "4294967296", "9007199254740993", "4611686018427387903", "4611686018427387904",
        "-4611686018427387904",
        "-4611686018427387905", "9223372036854775", "9223372036854776", "-9223372036854775",
        "9223370336854775807", "9223372036854775806", "9223372036854775807", "9223372036854775808",
        "-9223372036854775807", "-9223372036854775808", "-9223372036854775809", "18446744073709551615",
        "18446744073709551616", "99999999999999999999999", "1700000000", "1700000000000", "-0", "+1", "01",
        " 1",
        "1 ", "0x10", "1e3", "1_000", "--1", "-",
    ]

    private static let doubles: [String] = [
        "0", "-0", "0.0", "-0.0", "1", "1.5", "-1.5", "inf", "-inf", "+inf", "Infinity", "nan", "-nan", "NaN",
        "1e400",
        "-1e400", "1e-400", "1e308", "-1e308", "1.7976931348623157e308", "4.9e-324",
        "2.2250738585072014e-308",
        "0x1p3", "0x1p-1074", "0x1p1024", "9007199254740993", "1e17", "99999999999999999", "0.1", "3.14",
        "1e",
        "e1", ".", "(", "(1", "(-inf", "(inf", "(nan", "((1", "[", "[a", "-", "+", "+inf(", "1e4932",
        "1e5000",
        "0.00000000000000001", "123456789012345678901234567890.123456789",
    ]

    private static let texts: [String] = [
        "", " ", "a", "b", "m1", "m2", "field", "*", "?", "[", "[^", "[a-", "\\", "**?*[a-z]*", "#", "a*->b*",
        "->", "*->",
        "w_*", "w_*->f", "x:*", "\r\n", "+OK\r\n:1", "\0", "a\0b", "limit", "count", "match", "withscores",
        "-1", "0", "12",
        "é", "\u{FFFD}", "POST", "host:", "normal 0 1 9223372036854775807", "allkeys-lfu", "yes", "100%",
        "1gb", "all",
    ]

    mutating func one<Item>(of items: [Item]) -> Item { items[random.below(items.count)] }

    /// True once in so many times.
    mutating func once(in times: Int) -> Bool { random.below(times) == 0 }

    mutating func integer() -> [UInt8] {
        switch random.below(4) {
        case 0: Array(one(of: HostileArguments.integers).utf8)
        case 1: Array(String(random.below(1000) - 200).utf8)
        default: Array(String(random.below(12) - 3).utf8)
        }
    }

    mutating func double() -> [UInt8] {
        switch random.below(3) {
        case 0: Array(one(of: HostileArguments.doubles).utf8)
        case 1: Array("\(random.below(9) - 3).\(random.below(100))".utf8)
        default: Array(String(random.below(9) - 3).utf8)
        }
    }

    mutating func text() -> [UInt8] {
        switch random.below(16) {
        case 0: raw(atMost: 12)
        case 1: raw(atMost: 300)
        case 2: once(in: 8) ? raw(atMost: 70_000) : raw(atMost: 5000)
        case 3: integer()
        case 4: double()
        case 5, 6: Array(one(of: HostileArguments.texts).utf8)
        default: Array("m\(random.below(40))".utf8)
        }
    }

    /// Any argument at all.
    mutating func anything() -> [UInt8] {
        switch random.below(4) {
        case 0: Array(one(of: HostileArguments.integers).utf8)
        case 1: Array(one(of: HostileArguments.doubles).utf8)
        case 2: Array(one(of: HostileArguments.texts).utf8)
        default: text()
        }
    }

    /// Bytes: any, which are mostly no UTF-8, or one byte again and again.
    private mutating func raw(atMost limit: Int) -> [UInt8] {
        let count = random.below(limit + 1)
        if once(in: 2) { return [UInt8](repeating: UInt8(random.below(256)), count: count) }
        return (0..<count).map { _ in UInt8(truncatingIfNeeded: random.next()) }
    }
}
