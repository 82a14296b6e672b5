// One element of a reply, read where it lies in the engine's output: a scalar with its text, or the header of an
// aggregate whose elements follow. What writes JSON and events walks over replies with this and builds no tree.
//
// The bytes are the engine's own, but a fault may have cut or changed them: what is no reply is nil, never a trap.

import RESP

/// An element of a RESP2 or RESP3 reply.
struct ReplyElement {
    enum Kind {
        /// A status line.
        case status(ByteView)
        /// A bulk or verbatim string, a double or a big number: what RESP2 has as a string.
        case text(ByteView)
        case error(ByteView)
        /// A whole number's digits.
        case integer(ByteView)
        case boolean(Bool)
        case null
        /// A list, set, map or push; the elements of a map are counted one by one.
        case aggregate(Int)
    }

    let kind: Kind
    /// Where the element ends; for an aggregate, where its first element starts.
    let end: Int

    private init(_ kind: Kind, _ end: Int) {
        self.kind = kind
        self.end = end
    }

    /// Reads the element at `offset`, or after the attributes there; nil when there is no whole one.
    init?(in view: ByteView, at offset: Int) {
        guard offset >= 0, let start = ReplyElement.endOfAttributes(in: view, from: offset) else {
            return nil
        }
        self.init(unadorned: view, at: start)
    }

    private init?(unadorned view: ByteView, at offset: Int) {
        guard let lineEnd = ReplyElement.lineEnd(in: view, from: offset) else { return nil }
        let line = view[offset &+ 1..<lineEnd]
        let next = lineEnd &+ 2
        switch view[offset] {
        case UInt8(ascii: "$"): self.init(textOf: line, .bulk, in: view, from: next)
        case UInt8(ascii: "+"): self.init(.status(line), next)
        case UInt8(ascii: ":"): self.init(integer: line, next)
        case UInt8(ascii: "-"): self.init(.error(line), next)
        case UInt8(ascii: "*"), UInt8(ascii: "~"), UInt8(ascii: ">"): self.init(countOf: line, next)
        case UInt8(ascii: "%"): self.init(pairsOf: line, next)
        case UInt8(ascii: "_"): self.init(.null, next)
        case UInt8(ascii: "#"): self.init(.boolean(line == "t"), next)
        case UInt8(ascii: ","), UInt8(ascii: "("): self.init(.text(line), next)
        case UInt8(ascii: "="): self.init(textOf: line, .verbatim, in: view, from: next)
        case UInt8(ascii: "!"): self.init(textOf: line, .error, in: view, from: next)
        default: return nil
        }
    }
}

// MARK: - Whole replies

extension ReplyElement {
    /// Where the reply at `offset` ends, with all that is in it; nil when there is no whole one.
    static func endOfReply(in view: ByteView, at offset: Int) -> Int? {
        var (missing, end) = (1, offset)
        while missing > 0 {
            guard let element = ReplyElement(in: view, at: end) else { return nil }
            end = element.end
            missing -= 1
            guard case .aggregate(let count) = element.kind else { continue }
            // Each element takes bytes, so a count beyond them is none, and the sum cannot overflow.
            guard count <= view.count - end else { return nil }
            missing += count
        }
        return end
    }
}

// MARK: - Attributes

extension ReplyElement {
    /// Where the reply behind its attributes starts: at `offset` for nearly all; nil when they are broken.
    private static func endOfAttributes(in view: ByteView, from offset: Int) -> Int? {
        var end = offset
        while end < view.count, view[end] == UInt8(ascii: "|") {
            guard let behind = endOfAttribute(in: view, from: end) else { return nil }
            end = behind
        }
        return end
    }

    /// Steps over one map of attributes, whatever is inside it, by counting what is still to come.
    private static func endOfAttribute(in view: ByteView, from start: Int) -> Int? {
        guard let pairs = pairs(in: view, at: start) else { return nil }
        var (missing, end) = pairs
        while missing > 0 {
            guard missing <= view.count, end < view.count else { return nil }
            if view[end] == UInt8(ascii: "|") {
                guard let inner = Self.pairs(in: view, at: end) else { return nil }
                (missing, end) = (missing &+ inner.count, inner.end)
                continue
            }
            guard let element = ReplyElement(unadorned: view, at: end) else { return nil }
            if case .aggregate(let count) = element.kind { missing &+= count }
            missing &-= 1
            end = element.end
        }
        return end
    }

    private static func pairs(in view: ByteView, at offset: Int) -> (count: Int, end: Int)? {
        guard let lineEnd = lineEnd(in: view, from: offset), let count = length(view[offset &+ 1..<lineEnd])
        else { return nil }
        return (count * 2, lineEnd &+ 2)
    }
}

// MARK: - Types

extension ReplyElement {
    private enum TextType {
        case bulk
        case verbatim
        case error
    }

    private init?(textOf line: ByteView, _ type: TextType, in view: ByteView, from start: Int) {
        guard let length = ReplyElement.length(line) else {
            guard line == "-1" else { return nil }
            self.init(.null, start)
            return
        }
        guard length <= view.count &- start &- 2 else { return nil }
        let text = view.part(from: start, count: length)
        let end = start &+ length &+ 2
        switch type {
        case .bulk: self.init(.text(text), end)
        case .error: self.init(.error(text), end)
        case .verbatim:
            // Three letters and a colon say what kind of text follows.
            guard length >= 4 else { return nil }
            self.init(.text(text[4..<length]), end)
        }
    }

    private init?(countOf line: ByteView, _ end: Int) {
        if let count = ReplyElement.length(line) {
            self.init(.aggregate(count), end)
        } else {
            guard line == "-1" else { return nil }
            self.init(.null, end)
        }
    }

    private init?(pairsOf line: ByteView, _ end: Int) {
        guard let count = ReplyElement.length(line) else { return nil }
        self.init(.aggregate(count * 2), end)
    }

    private init?(integer line: ByteView, _ end: Int) {
        guard IntegerText.parse(line) != nil else { return nil }
        self.init(.integer(line), end)
    }

    /// A length or count that may be doubled; nil for anything else.
    private static func length(_ line: ByteView) -> Int? {
        guard let number = IntegerText.parse(line), number >= 0, number <= Limits.request else { return nil }
        return Int(number)
    }

    private static func lineEnd(in view: ByteView, from offset: Int) -> Int? {
        guard offset < view.count else { return nil }
        var index = offset &+ 1
        while index < view.count, view[index] != 13 { index &+= 1 }
        return index &+ 1 < view.count && view[index &+ 1] == 10 ? index : nil
    }
}
