// The ends of ranges as commands spell them: `(1.5`, `-inf`, `[member`, `+`. Scores are read by C's looser
// rules, and as C text: up to the first zero byte, blanks in front allowed, an empty text being zero and a
// number too large infinite.

import RESP

extension ScoreBounds {
    /// Reads both ends.
    ///
    /// - Throws: `ERR min or max is not a float`.
    init(from lower: ByteView, to upper: ByteView) throws(RedisError) {
        (self.lower, lowerIsOpen) = try ScoreBounds.end(lower)
        (self.upper, upperIsOpen) = try ScoreBounds.end(upper)
    }

    private static func end(_ text: ByteView) throws(RedisError) -> (score: Double, isOpen: Bool) {
        let isOpen = !text.isEmpty && text[0] == UInt8(ascii: "(")
        guard let score = DoubleText.parseLoosely(isOpen ? text[1..<text.count] : text) else {
            throw RedisError("ERR min or max is not a float")
        }
        return (score, isOpen)
    }
}

extension MemberBounds {
    /// Reads both ends.
    ///
    /// - Throws: `ERR min or max not valid string range item`.
    init(from lower: ByteView, to upper: ByteView) throws(RedisError) {
        self.lower = try MemberBounds.end(lower)
        self.upper = try MemberBounds.end(upper)
    }

    private static func end(_ text: ByteView) throws(RedisError) -> MemberBound {
        let endsAfterOne = text.count == 1 || (text.count > 1 && text[1] == 0)
        switch text.isEmpty ? 0 : text[0] {
        case UInt8(ascii: "-") where endsAfterOne: return .lowest
        case UInt8(ascii: "+") where endsAfterOne: return .highest
        case UInt8(ascii: "("): return .member(text[1..<text.count], isOpen: true)
        case UInt8(ascii: "["): return .member(text[1..<text.count], isOpen: false)
        default: throw RedisError("ERR min or max not valid string range item")
        }
    }
}
