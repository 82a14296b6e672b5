// Tests of the longest common subsequence. The table is a real server's answers; random strings are compared
// with the textbook table of lengths, walked back with the same choices.

import RESP
import Testing

@testable import KVEngine

struct LongestCommonSubsequenceTests {
    typealias Match = LongestCommonSubsequence.Match

    private static let table: [(left: String, right: String, common: String, matches: [Match])] = [
        (
            "ohmytext", "mynewtext", "mytext",
            [Match(left: 4...7, right: 5...8), Match(left: 2...3, right: 0...1)]
        ),
        ("abc", "abc", "abc", [Match(left: 0...2, right: 0...2)]),
        ("abc", "xyz", "", []), ("", "abc", "", []), ("abc", "", "", []),
        ("aaa", "aa", "aa", [Match(left: 1...2, right: 0...1)]),
        ("ab", "ba", "b", [Match(left: 1...1, right: 0...0)]),
        ("abcbdab", "bdcaba", "bdab", [Match(left: 5...6, right: 3...4), Match(left: 3...4, right: 0...1)]),
        ("abab", "baba", "bab", [Match(left: 1...3, right: 0...2)]),
        ("zabcz", "abc", "abc", [Match(left: 1...3, right: 0...2)]),
        ("aab", "azb", "ab", [Match(left: 2...2, right: 2...2), Match(left: 1...1, right: 0...0)]),
    ]

    private func common(_ left: String, _ right: String) -> LongestCommonSubsequence {
        left.withByteView { left in right.withByteView { LongestCommonSubsequence(left, $0) } }
    }

    @Test func `subsequence and stretches are those of a real server`() {
        for row in LongestCommonSubsequenceTests.table {
            let found = common(row.left, row.right)
            #expect(String(decoding: found.bytes, as: UTF8.self) == row.common, "\(row)")
            #expect(found.matches == row.matches, "\(row)")
            #expect(found.length == row.common.utf8.count)
        }
    }

    @Test func `a stretch knows its length`() {
        #expect(Match(left: 4...7, right: 5...8).length == 4)
    }

    @Test func `random strings agree with the textbook`() {
        var state: UInt64 = 7
        func random(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        for round in 0..<60 {
            let letters = 2 + round % 4
            let left = (0..<random(round < 50 ? 20 : 150)).map { _ in UInt8(97 + random(letters)) }
            let right = (0..<random(round < 50 ? 20 : 150)).map { _ in UInt8(97 + random(letters)) }
            let expected = textbook(left, right)
            left.withByteView { leftView in
                right.withByteView { rightView in
                    #expect(LongestCommonSubsequence(leftView, rightView).bytes == expected)
                    #expect(LongestCommonSubsequence.length(leftView, rightView) == expected.count)
                }
            }
        }
    }

    private func textbook(_ left: [UInt8], _ right: [UInt8]) -> [UInt8] {
        var table = [[Int]](repeating: Array(repeating: 0, count: right.count + 1), count: left.count + 1)
        for row in left.indices {
            for column in right.indices {
                table[row + 1][column + 1] =
                    left[row] == right[column]
                    ? table[row][column] + 1 : max(table[row][column + 1], table[row + 1][column])
            }
        }
        var (row, column, bytes) = (left.count, right.count, [UInt8]())
        while row > 0, column > 0 {
            if left[row - 1] == right[column - 1] {
                bytes.append(left[row - 1])
                (row, column) = (row - 1, column - 1)
            } else if table[row - 1][column] > table[row][column - 1] {
                row -= 1
            } else {
                column -= 1
            }
        }
        return bytes.reversed()
    }

    @Test func `the size of the server's table is known without making it`() {
        #expect(LongestCommonSubsequence.tableSize(0, 0) == 4)
        #expect(LongestCommonSubsequence.tableSize(9, 99) == 4000)
        #expect(LongestCommonSubsequence.tableSize(1 << 40, 1 << 40) == .max)
    }
}
