// The first line of a request: method, target and version with one space between them. It is judged as it
// comes in, byte by byte if need be, so that a client of another protocol is told at once and does not wait
// for ever.

import RESP

/// An incremental reader of a request line.
struct HTTPRequestLine {
    private enum Part {
        case method
        case target
        case version
    }

    private(set) var method = HTTPMethod.other
    private(set) var methodCount = 0
    /// Where the path and the query are.
    private(set) var target = 0..<0
    /// Whether the path has to be given the slash that it starts with.
    private(set) var lacksSlash = false
    private(set) var version = HTTPVersion.http11

    private var part = Part.method
    private var start = 0
    /// Up to where the line was read.
    private(set) var scanned = 0

    /// Reads on, up to `bound`; the line's length once all of it is there, and nil before.
    mutating func read(_ bytes: ByteView, to bound: Int) throws(HTTPFailure) -> Int? {
        if part == .method {
            guard try readMethod(bytes, to: bound) else { return nil }
        }
        if part == .target {
            guard try readTarget(bytes, to: bound) else { return nil }
        }
        return try readVersion(bytes, to: bound)
    }

    private mutating func begin(_ part: Part, at start: Int) {
        self.part = part
        self.start = start
        scanned = start
    }
}

extension HTTPRequestLine {
    private mutating func readMethod(_ bytes: ByteView, to bound: Int) throws(HTTPFailure) -> Bool {
        var index = scanned
        while index < bound, HTTPBytes.isToken(bytes[index]) { index &+= 1 }
        scanned = index
        if bound > 0, bytes[0] == UInt8(ascii: "*") { throw .speaksRESP }
        guard index < bound else { return false }
        guard bytes[index] == HTTPBytes.space, index > 0 else {
            throw Self.failure(ofMethodBefore: bytes[index], at: index)
        }
        method = HTTPMethod(bytes[0..<index])
        methodCount = index
        begin(.target, at: index &+ 1)
        return true
    }

    /// Why a byte cannot end a method: the first bytes tell what the client took us for.
    private static func failure(ofMethodBefore byte: UInt8, at index: Int) -> HTTPFailure {
        switch byte {
        case HTTPBytes.lineFeed: .bareLineFeed
        case HTTPBytes.carriageReturn where index > 0: .noTarget
        case 0x16 where index == 0: .speaksTLS
        default: .method
        }
    }

    private mutating func readTarget(_ bytes: ByteView, to bound: Int) throws(HTTPFailure) -> Bool {
        scanned = HTTPBytes.firstControl(below: 0x21, in: bytes, from: scanned, to: bound)
        guard scanned < bound else { return false }
        switch bytes[scanned] {
        case HTTPBytes.space where scanned > start: break
        case HTTPBytes.space: throw .target
        case HTTPBytes.lineFeed: throw .bareLineFeed
        case HTTPBytes.carriageReturn: throw scanned > start ? .noVersion : .noTarget
        default: throw .targetByte
        }
        target = start..<scanned
        if bytes[start] != UInt8(ascii: "/") { try readOtherTarget(bytes) }
        begin(.version, at: scanned &+ 1)
        return true
    }

    private mutating func readVersion(_ bytes: ByteView, to bound: Int) throws(HTTPFailure) -> Int? {
        scanned = HTTPBytes.firstControl(in: bytes, from: scanned, to: bound)
        guard scanned < bound else { return nil }
        guard bytes[scanned] == HTTPBytes.carriageReturn else {
            throw bytes[scanned] == HTTPBytes.lineFeed ? .bareLineFeed : .version
        }
        guard scanned &+ 1 < bound else { return nil }
        guard bytes[scanned &+ 1] == HTTPBytes.lineFeed else { throw .bareReturn }
        version = try HTTPVersion(bytes[start..<scanned])
        return scanned &+ 2
    }
}

// MARK: - Targets that are not a path

extension HTTPRequestLine {
    /// Reads an absolute target, as proxies and clients of proxies send it. The asterisk of OPTIONS and what
    /// CONNECT connects to stay as they are; so does the asterisk of a method that is refused anyway, because
    /// that is how a client of HTTP/2 starts, and the version then says why it is refused.
    private mutating func readOtherTarget(_ bytes: ByteView) throws(HTTPFailure) {
        let whole = bytes[target]
        switch method {
        case .connect: return
        case .options, .other: if whole == "*" { return }
        default: break
        }
        let scheme = try Self.schemeCount(whole)
        var end = scheme
        while end < whole.count, !Self.endsAuthority(whole[end]) { end &+= 1 }
        guard end > scheme else { throw .target }
        target = target.lowerBound &+ end..<target.upperBound
        lacksSlash = end == whole.count || whole[end] != UInt8(ascii: "/")
    }

    /// The length of `http://` or `https://`.
    private static func schemeCount(_ target: ByteView) throws(HTTPFailure) -> Int {
        if target.count >= 7, target[0..<7].matches("http://") { return 7 }
        if target.count >= 8, target[0..<8].matches("https://") { return 8 }
        throw .target
    }

    private static func endsAuthority(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "/") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "#")
    }
}
