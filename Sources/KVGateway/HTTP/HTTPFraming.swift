// What the header fields say about the connection and about where the body ends. Two readers that disagree
// about the end of a body can be made to see different requests ("smuggling"), so nothing here is guessed:
// one length or one coding, spelled as the standard has it, and everything else is refused.

import RESP

/// The fields that HTTP itself looks at, gathered as they come in.
struct HTTPFraming {
    /// The announced length of the body.
    private(set) var length: Int?
    private(set) var isChunked = false
    private(set) var closes = false
    private(set) var keepsAlive = false
    private(set) var expectsContinue = false

    private var hasHost = false
    private var hasCoding = false
    private var hasOtherExpectation = false

    /// Looks at a field, all of which is there.
    @inline(__always)
    mutating func note(_ name: ByteView, _ value: ByteView) throws(HTTPFailure) {
        switch name.count {
        case 4 where name.matches("host"): try noteHost(value)
        case 6 where name.matches("expect"): noteExpectation(value)
        case 10 where name.matches("connection"): noteConnection(value)
        case 14 where name.matches("content-length"): try noteLength(value)
        case 17 where name.matches("transfer-encoding"): try noteCoding(value)
        default: break
        }
    }

    /// Judges the head as a whole once its end is there.
    mutating func check(_ version: HTTPVersion, _ limits: HTTPLimits) throws(HTTPFailure) {
        if hasCoding {
            guard version == .http11 else { throw .oldCoding }
            guard length == nil else { throw .lengthAndCoding }
        }
        if version == .http11 {
            guard hasHost else { throw .noHost }
            guard !hasOtherExpectation else { throw .expectation }
        } else {
            expectsContinue = false
        }
        guard (length ?? 0) <= limits.longestBody else { throw .bodyTooLong }
    }
}

// MARK: - One function a field

extension HTTPFraming {
    /// An empty host is one: it is what a target without a host has.
    private mutating func noteHost(_ value: ByteView) throws(HTTPFailure) {
        guard !hasHost else { throw .hosts }
        hasHost = true
        for index in 0..<value.count where !HTTPBytes.isHost(value[index]) { throw .host }
    }

    private mutating func noteExpectation(_ value: ByteView) {
        if value.matches("100-continue") {
            expectsContinue = true
        } else if !value.isEmpty {
            hasOtherExpectation = true
        }
    }

    private mutating func noteConnection(_ value: ByteView) {
        var start = 0
        while start <= value.count {
            var end = start
            while end < value.count, value[end] != UInt8(ascii: ",") { end &+= 1 }
            let option = HTTPBytes.trimmed(value[start..<end])
            if option.matches("close") { closes = true }
            if option.matches("keep-alive") { keepsAlive = true }
            start = end &+ 1
        }
    }

    /// A number too large for us to count to is only a body that is too long.
    private mutating func noteLength(_ value: ByteView) throws(HTTPFailure) {
        guard length == nil else { throw .lengths }
        guard !value.isEmpty else { throw .length }
        var number = 0
        for index in 0..<value.count {
            guard HTTPBytes.isDigit(value[index]) else { throw .length }
            number = number < Int.max / 16 ? number &* 10 &+ Int(value[index] &- 48) : .max
        }
        length = number
    }

    private mutating func noteCoding(_ value: ByteView) throws(HTTPFailure) {
        guard !hasCoding else { throw .codings }
        hasCoding = true
        guard !value.matches("chunked") else {
            isChunked = true
            return
        }
        throw Self.isChunkedLast(value) ? .otherCoding : .coding
    }

    /// Whether a list of several codings ends in chunks, so that at least the end of the body is known.
    private static func isChunkedLast(_ value: ByteView) -> Bool {
        var comma = value.count
        repeat { comma &-= 1 } while comma >= 0 && value[comma] != UInt8(ascii: ",")
        return comma >= 0 && HTTPBytes.trimmed(value[comma &+ 1..<value.count]).matches("chunked")
    }
}
