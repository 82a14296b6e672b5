// The coverage-guided search for HTTP requests that break the parser, built like the one of the wire codec.
// The first byte of an input picks the limits and whether bodies are thrown away, the second the size of
// pieces, the rest is what a client sends; each input is read whole, byte by byte and in such pieces. A
// difference stops the program, and so does a head that was let through with a line end that other readers
// would see elsewhere.

import RESP

/// The entry point that the fuzzing runtime looks for.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ data: UnsafePointer<UInt8>, _ size: Int) -> CInt {
    guard size > 1 else { return 0 }
    let choice = unsafe data[0]
    let pieces = unsafe 2 + Int(data[1] % 30)
    let input = unsafe ByteView(base: UnsafeRawPointer(data + 2), count: size - 2)
    let digest = HTTPDigest(limits: limits(choice), discards: choice & 32 != 0)
    let whole = digest.read(input, step: max(input.count, 1))
    precondition(whole == digest.read(input, step: 1), "requests differ byte by byte")
    precondition(whole == digest.read(input, step: pieces), "requests differ in pieces")
    return 0
}

private func limits(_ choice: UInt8) -> HTTPLimits {
    var limits = HTTPLimits()
    if choice & 1 != 0 { limits.head = 60 }
    if choice & 2 != 0 { limits.fields = 2 }
    if choice & 4 != 0 { limits.body = 5 }
    if choice & 8 != 0 { limits.chunkExtensions = 3 }
    if choice & 16 != 0 { limits.body = .max }
    return limits
}

/// What became of the requests in an input, summed up in one number.
private struct HTTPDigest {
    let limits: HTTPLimits
    let discards: Bool

    func read(_ bytes: ByteView, step: Int) -> Int {
        var parser = HTTPRequestParser(limits: limits)
        var (start, end, digest) = (0, min(step, bytes.count), 17)
        while true {
            let rest = bytes[start..<end]
            let outcome = parser.next(rest)
            precondition(outcome.consumed >= 0 && outcome.consumed <= rest.count, "no more than there is")
            start += outcome.consumed
            switch outcome.event {
            case .head(let head):
                precondition(parser.stage == .body, "a body comes behind a head")
                check(rest[0..<outcome.consumed])
                parser.discardsBody = discards
                add(head, &digest)
            case .body(let body):
                precondition(parser.stage == .idle, "nothing is left of a request")
                precondition(!discards || body.isEmpty, "nothing is kept of what is thrown away")
                precondition(body.count <= limits.body, "no body is longer than the limit")
                add(body, &digest)
            case .failure(let failure):
                precondition(Self.failure(of: parser.next(rest)) == failure, "a failure stays")
                return digest &* 31 &+ failure.message.utf8.count
            case .needMore(let hint):
                precondition(hint > 0, "more is more than nothing")
                guard end < bytes.count else { return digest &* 31 &+ start }
                end = min(end + step, bytes.count)
            }
        }
    }

    private static func failure(of step: HTTPStep) -> HTTPFailure? {
        if case .failure(let failure) = step.event { return failure }
        return nil
    }

    /// Demands of a head that was let through that each of its lines ends in both bytes, and nothing in one.
    private func check(_ head: ByteView) {
        precondition(head.count <= limits.head + 2 * limits.emptyLines, "no head is longer than the limit")
        precondition(head[head.count - 4..<head.count] == "\r\n\r\n", "a head ends in an empty line")
        for index in 0..<head.count {
            precondition(head[index] != 0, "a NUL is nowhere in a head")
            let next: UInt8 = index + 1 < head.count ? head[index + 1] : 0
            precondition(
                (head[index] == 13) == (next == 10) || index + 1 == head.count, "line ends come in pairs")
        }
    }

    private func add(_ head: HTTPRequestHead, _ digest: inout Int) {
        var flags = (head.bodyLength ?? -1) &* 8 &+ (head.isChunked ? 4 : 0) &+ (head.keepsAlive ? 2 : 0)
        if head.expectsContinue { flags &+= 1 }
        precondition(!(head.isChunked && head.bodyLength != nil), "a body ends in one way")
        digest = digest &* 31 &+ flags
        head.withTarget { add($0, &digest) }
        head.forEachField { name, value in
            add(name, &digest)
            add(value, &digest)
        }
    }

    private func add(_ bytes: ByteView, _ digest: inout Int) {
        for index in 0..<bytes.count { digest = digest &* 31 &+ Int(bytes[index]) &+ 2 }
        digest = digest &* 31 &+ bytes.count
    }
}
