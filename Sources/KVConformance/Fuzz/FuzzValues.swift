// The values that random commands are given: few of each kind, so that commands meet on the same keys and members,
// and among them those at which programs break.

import KVEngine

/// The pools that values are drawn from.
enum FuzzValues {
    /// Keys by the kind of value they usually hold; now and then a command gets one of another kind.
    static let keys: [String: [String]] = [
        "string": ["s1", "s2", "n1"],
        "list": ["l1", "l2"],
        "hash": ["h1", "h2"],
        "set": ["e1", "e2", "e3"],
        "sorted-set": ["z1", "z2", "z3"],
        "bitmap": ["b1", "b2", "b3", "n1"],
        "hyperloglog": ["p1", "p2", "p3"],
        "geo": ["g1", "g2", "z1"],
        "stream": ["t1", "t1", "t2"],
    ]

    static let allKeys = Set(keys.values.flatMap { $0 }).sorted() + ["x1", "x2"]

    private static let keySet = Set(allKeys)

    static func isKey(_ word: [UInt8]) -> Bool { keySet.contains(String(decoding: word, as: UTF8.self)) }

    /// Values, members and fields. None starts with a zero byte: SORT takes elements for C's strings in Redis.
    static let texts: [[UInt8]] =
        ["a", "b", "c", "d", "e", "1", "2", "3", "4", "10", "-7", "3.5", "hello", "", "x\r\ny"].map(bytes)
        + [[255, 0, 128], repeated("v", 50), repeated("m", 70), bytes("9223372036854775807"), bytes("1e3")]

    static let integers =
        ["0", "1", "1", "2", "2", "3", "4", "5", "10", "-1", "-2", "-3", "-10", "100"]

    /// Integers that are none, or nearly none.
    static let oddIntegers = [
        "9223372036854775807", "-9223372036854775808", "9223372036854775808", "4294967296", "-0", "+1",
        "01", " 1", "1 ", "1.5", "1e2", "", "abc", "0x10", "-9223372036854775807",
    ]

    static let doubles = [
        "0", "1", "2", "3", "-1", "1.5", "2.25", "0.1", "-3.75", "10", "100", "3.0", "1e2",
    ]

    /// None is beyond the range of a double: Redis looks at the `errno` that an earlier command left (SORT does).
    static let oddDoubles = [
        "inf", "-inf", "+inf", "nan", "-0", "0.30000000000000004", "1e308", "-1e308",
        "123456789012345678", "0x1p3", "", "abc", " 1", "1 ", "infinity", "17.123456789012345",
    ]

    static let scoreBounds = [
        "-inf", "+inf", "0", "1", "(1", "2", "(2", "3", "-1", "100", "(inf", "(", "nan", "x",
    ]
    static let lexicalBounds = ["-", "+", "[a", "(a", "[b", "(c", "[d", "[", "(", "a", "[m"]
    static let patterns = ["*", "[a-c]*", "?", "*1", "s*", "h*", "\\*", "[^a]*", "", "nomatch", "*a*"]
    static let sortPatterns = ["nosort", "s*", "h1->*", "n*", "*", "h1->a", "missing_*"]

    private static func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

    private static func repeated(_ letter: Character, _ count: Int) -> [UInt8] {
        bytes(String(repeating: letter, count: count))
    }
}

extension Random {
    /// One of several things, each equally likely.
    mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }

    /// Yes so often in a hundred times.
    mutating func isLucky(_ percent: Int) -> Bool { below(100) < percent }
}
