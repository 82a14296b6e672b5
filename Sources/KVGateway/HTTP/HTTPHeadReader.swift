// Reads the head of a request from bytes that are given again, with more behind them, until it is complete.
// What was read is never read again, whatever the size of the pieces, and a mistake is found at the byte that
// makes it one: so the answer does not depend on how the bytes were cut.

import RESP

/// An incremental reader of the request line and the header fields.
struct HTTPHeadReader {
    private var line = HTTPRequestLine()
    private var fields: [HTTPField] = []
    private var framing = HTTPFraming()

    private var hasLine = false
    /// Where the field in progress starts.
    private var start = 0
    /// Where its name ends; negative before the colon.
    private var nameEnd = -1
    /// Up to where it was read.
    private var scanned = 0

    /// Whether nothing of a head was read.
    var isUnstarted: Bool { !hasLine && line.scanned == 0 }

    /// Reads on; the head and its length once all of it is there, and nil before.
    mutating func read(
        _ bytes: ByteView, _ limits: HTTPLimits
    ) throws(HTTPFailure) -> (head: HTTPRequestHead, length: Int)? {
        let longest = min(limits.head, HTTPLimits.longestHead)
        let bound = min(bytes.count, longest)
        if !hasLine {
            guard let end = try line.read(bytes, to: bound) else {
                if bound == longest { throw .lineTooLong }
                return nil
            }
            (hasLine, start, scanned) = (true, end, end)
        }
        guard let length = try readFields(bytes, to: bound, limits) else {
            if bound == longest { throw .headTooLong }
            return nil
        }
        try framing.check(line.version, limits)
        return (HTTPRequestHead(line, fields: fields, framing: framing, bytes: bytes[0..<length]), length)
    }
}

// MARK: - Fields

extension HTTPHeadReader {
    /// Reads fields; the length of the head once the empty line is there.
    private mutating func readFields(
        _ bytes: ByteView, to bound: Int, _ limits: HTTPLimits
    ) throws(HTTPFailure) -> Int? {
        while scanned < bound {
            if nameEnd < 0 {
                if scanned == start {
                    if bytes[start] == HTTPBytes.carriageReturn { return try emptyLineEnd(bytes, to: bound) }
                    if HTTPBytes.isBlank(bytes[start]) { throw .foldedField }
                    guard fields.count < limits.fields else { throw .tooManyFields }
                }
                guard try readName(bytes, to: bound) else { return nil }
            }
            guard try readValue(bytes, to: bound) else { return nil }
        }
        return nil
    }

    private func emptyLineEnd(_ bytes: ByteView, to bound: Int) throws(HTTPFailure) -> Int? {
        guard start &+ 1 < bound else { return nil }
        guard bytes[start &+ 1] == HTTPBytes.lineFeed else { throw .bareReturn }
        return start &+ 2
    }

    @inline(__always)
    private mutating func readName(_ bytes: ByteView, to bound: Int) throws(HTTPFailure) -> Bool {
        var index = scanned
        while index < bound, HTTPBytes.isToken(bytes[index]) { index &+= 1 }
        scanned = index
        guard index < bound else { return false }
        guard bytes[index] == UInt8(ascii: ":"), index > start else {
            throw .name(endedBy: bytes[index], isEmpty: index == start)
        }
        nameEnd = index
        scanned = index &+ 1
        return true
    }

    @inline(__always)
    private mutating func readValue(_ bytes: ByteView, to bound: Int) throws(HTTPFailure) -> Bool {
        var index = HTTPBytes.firstControl(in: bytes, from: scanned, to: bound)
        while index < bound, bytes[index] == HTTPBytes.tab {
            index = HTTPBytes.firstControl(in: bytes, from: index &+ 1, to: bound)
        }
        scanned = index
        guard index < bound else { return false }
        guard bytes[index] == HTTPBytes.carriageReturn else { throw .value(endedBy: bytes[index]) }
        guard index &+ 1 < bound else { return false }
        guard bytes[index &+ 1] == HTTPBytes.lineFeed else { throw .bareReturn }
        try endField(bytes, valueEnd: index)
        return true
    }

    @inline(__always)
    private mutating func endField(_ bytes: ByteView, valueEnd: Int) throws(HTTPFailure) {
        var (first, end) = (nameEnd &+ 1, valueEnd)
        while first < end, HTTPBytes.isBlank(bytes[first]) { first &+= 1 }
        while first < end, HTTPBytes.isBlank(bytes[end &- 1]) { end &-= 1 }
        if fields.isEmpty { fields.reserveCapacity(20) }
        fields.append(HTTPField(name: start..<nameEnd, value: first..<end))
        try framing.note(bytes[start..<nameEnd], bytes[first..<end])
        nameEnd = -1
        start = valueEnd &+ 2
        scanned = start
    }
}

extension HTTPFailure {
    /// Why a byte cannot follow a name.
    static func name(endedBy byte: UInt8, isEmpty: Bool) -> HTTPFailure {
        switch byte {
        case HTTPBytes.lineFeed: .bareLineFeed
        case HTTPBytes.carriageReturn: .noColon
        case UInt8(ascii: ":") where isEmpty: .noName
        case HTTPBytes.space, HTTPBytes.tab: .spaceBeforeColon
        default: .nameByte
        }
    }

    /// Why a byte cannot be in a value.
    static func value(endedBy byte: UInt8) -> HTTPFailure {
        byte == HTTPBytes.lineFeed ? .bareLineFeed : .valueByte
    }
}
