// Lua's patterns, matched by backtracking. What a pattern item that is not the last matches is found by trying, so
// the recursion is as deep as the pattern is long at most; it is limited all the same, since a pattern may be as
// long as it likes. A zero byte ends a pattern, as it does in Lua 5.1.

/// An attempt to match a pattern.
struct Pattern {
    let state: LuaState
    let source: [UInt8]
    let pattern: [UInt8]
    var captures: [Capture] = []
    private var depth = 0
    private var steps = 0

    struct Capture {
        enum Extent: Equatable { case open, position, closed(Int) }
        var start: Int
        var extent: Extent
    }

    static let escape = UInt8(ascii: "%")
    private static let deepest = 220

    init(_ state: LuaState, source: [UInt8], pattern: [UInt8]) {
        self.state = state
        self.source = source
        self.pattern = Array(pattern.prefix { $0 != 0 })
    }

    /// The byte of the pattern at a place, 0 at its end.
    @inline(__always)
    private func item(_ place: Int) -> UInt8 { place < pattern.count ? pattern[place] : 0 }

    /// Where the match ends that begins at `start`, with the captures noted; nil if there is none.
    mutating func match(at start: Int, from place: Int) throws(LuaFailure) -> Int? {
        captures.removeAll(keepingCapacity: true)
        depth = 0
        return try match(start, place)
    }

    private mutating func match(_ start: Int, _ begin: Int) throws(LuaFailure) -> Int? {
        depth += 1
        defer { depth -= 1 }
        guard depth < Pattern.deepest, state.nativeStack.hasRoom else {
            throw state.failure("pattern too complex")
        }
        var (position, place) = (start, begin)
        while true {
            try count()
            switch item(place) {
            case 0: return position
            case UInt8(ascii: "("):
                let isPosition = item(place + 1) == UInt8(ascii: ")")
                return try open(position, place + (isPosition ? 2 : 1), isPosition ? .position : .open)
            case UInt8(ascii: ")"): return try close(position, place + 1)
            case UInt8(ascii: "$") where place + 1 == pattern.count:
                return position == source.count ? position : nil
            case Pattern.escape:
                guard let next = try matchEscape(&position, place) else { return nil }
                if next > place {
                    place = next
                    continue
                }
            default: break
            }
            let end = try classEnd(place)
            let isMatch = position < source.count && matchesOne(source[position], place, end)
            switch item(end) {
            case UInt8(ascii: "?"):
                if isMatch, let result = try match(position + 1, end + 1) { return result }
                place = end + 1
            case UInt8(ascii: "*"): return try matchMost(position, place, end)
            case UInt8(ascii: "+"): return isMatch ? try matchMost(position + 1, place, end) : nil
            case UInt8(ascii: "-"): return try matchLeast(position, place, end)
            default:
                guard isMatch else { return nil }
                position += 1
                place = end
            }
        }
    }

    /// Lets the host have a say when matching takes long.
    @inline(__always)
    private mutating func count() throws(LuaFailure) {
        steps &+= 1
        if steps & 0xFFFFF == 0 { try state.checkHost() }
    }

    /// The items that begin with %, except classes: where the pattern goes on, the same place for a class, nil if
    /// there is no match.
    private mutating func matchEscape(_ position: inout Int, _ place: Int) throws(LuaFailure) -> Int? {
        switch item(place + 1) {
        case UInt8(ascii: "b"):
            guard let end = try matchBalance(position, place + 2) else { return nil }
            position = end
            return place + 4
        case UInt8(ascii: "f"):
            guard item(place + 2) == UInt8(ascii: "[") else {
                throw state.failure("missing '[' after '%f' in pattern")
            }
            let end = try classEnd(place + 2)
            let before = position == 0 ? 0 : source[position - 1]
            let here = position < source.count ? source[position] : 0
            guard !matchesSet(before, place + 2, end - 1), matchesSet(here, place + 2, end - 1) else {
                return nil
            }
            return end
        case let digit where digit.isDigit:
            guard let end = try matchCapture(position, digit) else { return nil }
            position = end
            return place + 2
        default: return place
        }
    }

    private func matchBalance(_ position: Int, _ place: Int) throws(LuaFailure) -> Int? {
        let (first, last) = (item(place), item(place + 1))
        guard first != 0, last != 0 else { throw state.failure("unbalanced pattern") }
        guard position < source.count, source[position] == first else { return nil }
        var level = 1
        var index = position + 1
        while index < source.count {
            if source[index] == last {
                level -= 1
                if level == 0 { return index + 1 }
            } else if source[index] == first {
                level += 1
            }
            index += 1
        }
        return nil
    }

    private mutating func matchMost(_ position: Int, _ place: Int, _ end: Int) throws(LuaFailure) -> Int? {
        var count = 0
        while position + count < source.count, matchesOne(source[position + count], place, end) { count += 1 }
        while count >= 0 {
            if let result = try match(position + count, end + 1) { return result }
            count -= 1
        }
        return nil
    }

    private mutating func matchLeast(_ start: Int, _ place: Int, _ end: Int) throws(LuaFailure) -> Int? {
        var position = start
        while true {
            if let result = try match(position, end + 1) { return result }
            guard position < source.count, matchesOne(source[position], place, end) else { return nil }
            position += 1
        }
    }

    // MARK: Captures

    private mutating func open(
        _ position: Int, _ place: Int, _ extent: Capture.Extent
    ) throws(LuaFailure) -> Int? {
        guard captures.count < 32 else { throw state.failure("too many captures") }
        captures.append(Capture(start: position, extent: extent))
        let result = try match(position, place)
        if result == nil { captures.removeLast() }
        return result
    }

    private mutating func close(_ position: Int, _ place: Int) throws(LuaFailure) -> Int? {
        guard let index = captures.lastIndex(where: { $0.extent == .open }) else {
            throw state.failure("invalid pattern capture")
        }
        captures[index].extent = .closed(position - captures[index].start)
        let result = try match(position, place)
        if result == nil { captures[index].extent = .open }
        return result
    }

    private func matchCapture(_ position: Int, _ digit: UInt8) throws(LuaFailure) -> Int? {
        let index = Int(digit) - 49
        guard index >= 0, index < captures.count, captures[index].extent != .open else {
            throw state.failure("invalid capture index")
        }
        guard case .closed(let count) = captures[index].extent else { return nil }
        let start = captures[index].start
        guard source.count - position >= count,
            source[start..<(start + count)] == source[position..<(position + count)]
        else { return nil }
        return position + count
    }

    // MARK: Classes

    /// The place behind the class that begins at a place.
    private func classEnd(_ begin: Int) throws(LuaFailure) -> Int {
        var place = begin + 1
        switch item(begin) {
        case Pattern.escape:
            guard place < pattern.count else { throw state.failure("malformed pattern (ends with '%')") }
            return place + 1
        case UInt8(ascii: "["):
            if item(place) == UInt8(ascii: "^") { place += 1 }
            repeat {
                guard place < pattern.count else {
                    throw state.failure("malformed pattern (missing ']')")
                }
                place += item(place) == Pattern.escape && place + 1 < pattern.count ? 2 : 1
            } while item(place) != UInt8(ascii: "]")
            return place + 1
        default: return place
        }
    }

    @inline(__always)
    private func matchesOne(_ byte: UInt8, _ place: Int, _ end: Int) -> Bool {
        switch item(place) {
        case UInt8(ascii: "."): true
        case Pattern.escape: CharacterClass.holds(byte, item(place + 1))
        case UInt8(ascii: "["): matchesSet(byte, place, end - 1)
        default: item(place) == byte
        }
    }

    /// Whether a byte is in the set between two brackets.
    private func matchesSet(_ byte: UInt8, _ open: Int, _ close: Int) -> Bool {
        var place = open + 1
        var result = true
        if item(place) == UInt8(ascii: "^") {
            result = false
            place += 1
        }
        while place < close {
            if item(place) == Pattern.escape {
                if CharacterClass.holds(byte, item(place + 1)) { return result }
                place += 2
            } else if item(place + 1) == UInt8(ascii: "-"), place + 2 < close {
                if item(place) <= byte, byte <= item(place + 2) { return result }
                place += 3
            } else {
                if item(place) == byte { return result }
                place += 1
            }
        }
        return !result
    }
}

/// The classes of bytes that a letter behind % stands for, as the C locale has them.
enum CharacterClass {
    static func holds(_ byte: UInt8, _ letter: UInt8) -> Bool {
        let isMember: Bool
        switch letter | 32 {
        case UInt8(ascii: "a"): isMember = byte.isLetter
        case UInt8(ascii: "c"): isMember = byte < 32 || byte == 127
        case UInt8(ascii: "d"): isMember = byte.isDigit
        case UInt8(ascii: "l"): isMember = byte >= 97 && byte <= 122
        case UInt8(ascii: "p"): isMember = byte > 32 && byte < 127 && !byte.isLetter && !byte.isDigit
        case UInt8(ascii: "s"): isMember = NumberText.isSpace(byte)
        case UInt8(ascii: "u"): isMember = byte >= 65 && byte <= 90
        case UInt8(ascii: "w"): isMember = byte.isLetter || byte.isDigit
        case UInt8(ascii: "x"): isMember = byte.isDigit || byte | 32 >= 97 && byte | 32 <= 102
        case UInt8(ascii: "z"): isMember = byte == 0
        default: return letter == byte
        }
        guard letter.isLetter else { return letter == byte }
        return (letter & 32 == 0) != isMember
    }
}
