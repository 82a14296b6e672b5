// Reads the replies a server sends, as the bytes come in. Open aggregates are kept on an explicit stack, so
// neither a deep reply nor one that comes in many pieces makes anything be read twice.
//
// It reserves nothing on the word of a header: memory grows with the bytes that have really arrived. Types
// of unannounced length are refused; no Redis sends them.

/// An incremental parser of RESP2 and RESP3 replies.
package struct ReplyParser {
    /// What the bytes given so far amount to.
    package enum Step: Equatable, Sendable {
        /// A reply took the first `length` bytes.
        case value(RESPValue, length: Int)
        /// The reply is unfinished; `hint` is exact inside a string, and else the least that can help.
        case needMore(hint: Int)
        /// The stream cannot be read any further; asking again gives the same answer.
        case failure(ReplyFailure)
    }

    /// An aggregate whose elements are still coming.
    private struct Frame {
        let type: UInt8
        var missing: Int
        var elements: [RESPValue] = []
    }

    /// What is accepted from this server.
    package var limits: ReplyLimits

    /// The first byte of the unfinished reply that has not been dealt with.
    private var position = 0
    /// Up to where the line in progress was searched for its end.
    private var scanned = 0
    /// The type and length of the string in progress, once its header is read.
    private var pending: (type: UInt8, length: Int)?
    private var frames: [Frame] = []

    package init(limits: ReplyLimits = ReplyLimits()) {
        self.limits = limits
    }

    /// Forgets an unfinished reply, so that the next byte given starts a new one.
    package mutating func reset() {
        position = 0
        scanned = 0
        pending = nil
        if !frames.isEmpty { frames.removeAll() }
    }

    /// Reads on. `bytes` starts with the unfinished reply (at another address, if need be) and holds
    /// everything that was there at the last call; what follows the reply is not looked at.
    package mutating func next(_ bytes: ByteView) -> Step {
        do {
            while let value = try element(bytes) {
                guard let reply = close(value) else { continue }
                let length = position
                reset()
                return .value(reply, length: length)
            }
            return .needMore(hint: shortfall(bytes))
        } catch {
            return .failure(error)
        }
    }

    private func shortfall(_ bytes: ByteView) -> Int {
        guard let pending else { return 1 }
        return position + pending.length + 2 - bytes.count
    }

    /// Puts a complete value where it belongs, closing what it completes; returns a complete reply.
    private mutating func close(_ value: RESPValue) -> RESPValue? {
        if frames.isEmpty { return value }
        var value = value
        while let last = frames.indices.last {
            frames[last].elements.append(value)
            frames[last].missing -= 1
            guard frames[last].missing == 0 else { return nil }
            let frame = frames.removeLast()
            guard let whole = ReplyParser.aggregate(frame.type, frame.elements) else { return nil }
            value = whole
        }
        return value
    }

    /// Makes a value of its elements; nil for attributes, which are dropped.
    private static func aggregate(_ type: UInt8, _ elements: [RESPValue]) -> RESPValue? {
        switch type {
        case UInt8(ascii: "*"): .array(elements)
        case UInt8(ascii: "~"): .set(elements)
        case UInt8(ascii: ">"): .push(elements)
        case UInt8(ascii: "%"): .map(pairs(elements))
        default: nil
        }
    }

    private static func pairs(_ elements: [RESPValue]) -> [RESPPair] {
        stride(from: 0, to: elements.count - 1, by: 2).map { index in
            RESPPair(key: elements[index], value: elements[index + 1])
        }
    }
}

// MARK: - Elements

extension ReplyParser {
    /// Reads up to the next value that is complete in itself; nil when the bytes end before.
    private mutating func element(_ bytes: ByteView) throws(ReplyFailure) -> RESPValue? {
        while true {
            if let (type, length) = pending { return try text(type, length, bytes) }
            guard let end = try lineEnd(bytes) else { return nil }
            let type = bytes[position]
            let line = bytes[position + 1..<end]
            if ReplyParser.isText(type) {
                guard let length = try textLength(type, line) else {
                    pass(end + 2)
                    return .null
                }
                pass(end + 2)
                pending = (type, length)
            } else if ReplyParser.isAggregate(type) {
                let value = try open(type, line)
                pass(end + 2)
                if let value { return value }
            } else {
                let value = try ReplyScalar.value(type, line)
                pass(end + 2)
                return value
            }
        }
    }

    private mutating func pass(_ end: Int) {
        position = end
        scanned = end
    }

    private static func isText(_ type: UInt8) -> Bool {
        type == UInt8(ascii: "$") || type == UInt8(ascii: "=") || type == UInt8(ascii: "!")
    }

    private static func isAggregate(_ type: UInt8) -> Bool {
        switch type {
        case UInt8(ascii: "*"), UInt8(ascii: "%"), UInt8(ascii: "~"), UInt8(ascii: ">"),
            UInt8(ascii: "|"):
            true
        default: false
        }
    }

    /// Reads the string in progress once it is all there.
    private mutating func text(
        _ type: UInt8, _ length: Int, _ bytes: ByteView
    ) throws(ReplyFailure) -> RESPValue? {
        guard bytes.count - position - 2 >= length else { return nil }
        let end = position + length
        guard bytes[end] == 13, bytes[end + 1] == 10 else { throw .badLineEnd }
        let value = try ReplyScalar.text(type, bytes[position..<end])
        pending = nil
        pass(end + 2)
        return value
    }

    /// The announced length of a string; nil for RESP2's null.
    private func textLength(_ type: UInt8, _ line: ByteView) throws(ReplyFailure) -> Int? {
        if type == UInt8(ascii: "$"), line == "-1" { return nil }
        let length = try length(type, line)
        guard length <= limits.maxBulkLength, length <= Int.max / 2 else { throw .bulkTooLong }
        return length
    }

    /// Opens an aggregate; returns a value at once for an empty one and for RESP2's null.
    private mutating func open(_ type: UInt8, _ line: ByteView) throws(ReplyFailure) -> RESPValue? {
        if type == UInt8(ascii: "*"), line == "-1" { return .null }
        let count = try length(type, line)
        guard count <= limits.maxElements, count <= Int.max / 2 else { throw .tooManyElements }
        guard count > 0 else { return ReplyParser.aggregate(type, []) }
        guard frames.count < limits.maxDepth else { throw .nestedTooDeep }
        let paired = type == UInt8(ascii: "%") || type == UInt8(ascii: "|")
        frames.append(Frame(type: type, missing: paired ? count * 2 : count))
        return nil
    }

    private func length(_ type: UInt8, _ line: ByteView) throws(ReplyFailure) -> Int {
        if line == "?" { throw .streamedType(type) }
        guard let number = IntegerText.parse(line), number >= 0 else { throw .invalidLength }
        return Int(number)
    }

    /// Finds the end of the line at `position`; nil when it is not there yet.
    private mutating func lineEnd(_ bytes: ByteView) throws(ReplyFailure) -> Int? {
        guard position < bytes.count else { return nil }
        try ReplyScalar.checkType(bytes[position])
        let room = min(limits.maxLineLength, Int.max / 2)
        let bound = min(bytes.count, position + 1 + room)
        var index = max(scanned, position + 1)
        while index < bound, bytes[index] != 13, bytes[index] != 10 { index &+= 1 }
        scanned = index
        guard index < bytes.count else { return nil }
        if bytes[index] == 10 { throw .badLineEnd }
        guard bytes[index] == 13 else { throw .lineTooLong }
        guard index + 1 < bytes.count else { return nil }
        guard bytes[index + 1] == 10 else { throw .badLineEnd }
        return index
    }
}
