// The coverage-guided search for requests and replies that break a parser. It is built apart from the
// package, together with the codec's own sources, by the fuzz script. The first byte of an input picks the
// limits and the second the size of pieces, the rest is what a peer sends; each input is read whole, byte by
// byte and in such pieces, and a difference stops the program just as a trap or a stray memory access does.

import RESP

/// The entry point that the fuzzing runtime looks for.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ data: UnsafePointer<UInt8>, _ size: Int) -> CInt {
    guard size > 1 else { return 0 }
    let choice = unsafe data[0]
    let pieces = unsafe 2 + Int(data[1] % 30)
    let input = unsafe ByteView(base: UnsafeRawPointer(data + 2), count: size - 2)
    if choice & 0x80 == 0 {
        let limits = RequestLimits(
            maxBulkLength: choice & 1 == 0 ? Limits.bulk : .max,
            maxInlineLength: choice & 2 == 0 ? Limits.line : 24,
            maxMultibulkCount: choice & 4 == 0 ? Limits.arguments : 3, authenticated: choice & 8 == 0)
        let whole = RequestDigest.read(input, limits, step: max(input.count, 1))
        precondition(whole == RequestDigest.read(input, limits, step: 1), "requests differ byte by byte")
        precondition(whole == RequestDigest.read(input, limits, step: pieces), "requests differ in pieces")
    } else {
        let limits = ReplyLimits(
            maxBulkLength: choice & 1 == 0 ? Limits.bulk : .max,
            maxLineLength: choice & 2 == 0 ? Limits.line : 24,
            maxElements: choice & 4 == 0 ? Limits.replyElements : .max, maxDepth: choice & 8 == 0 ? 128 : 3)
        let whole = ReplyDigest.read(input, limits, step: max(input.count, 1))
        precondition(whole == ReplyDigest.read(input, limits, step: 1), "replies differ byte by byte")
        precondition(whole == ReplyDigest.read(input, limits, step: pieces), "replies differ in pieces")
    }
    return 0
}

/// What became of the requests in an input, summed up in one number.
private enum RequestDigest {
    static func read(_ bytes: ByteView, _ limits: RequestLimits, step: Int) -> Int {
        var parser = RequestParser(limits: limits)
        var (start, end, digest) = (0, min(step, bytes.count), 17)
        while true {
            let rest = bytes[start..<end]
            switch parser.next(rest) {
            case .command(let length):
                precondition(length > 0 && length <= rest.count, "a request has a length")
                precondition(parser.isBetweenRequests, "nothing is left of a request")
                add(parser.arguments, rest, &digest)
                start += length
            case .skip(let length):
                precondition(length > 0 && length <= rest.count, "a skipped line has a length")
                digest = digest &* 31 &+ length
                start += length
                precondition(parser.isBetweenRequests, "nothing is left of a skipped line")
            case .failure(let failure):
                precondition(parser.next(rest) == .failure(failure), "a failure stays")
                return digest &* 31 &+ failure.message.utf8.count &+ start
            case .needMore(let hint):
                precondition(hint > 0, "more is more than nothing")
                guard end < bytes.count else { return digest &* 31 &+ start }
                end = min(end + step, bytes.count)
            }
        }
    }

    private static func add(_ arguments: ArgumentList, _ bytes: ByteView, _ digest: inout Int) {
        arguments.checkInvariants(inputCount: bytes.count)
        precondition(arguments.count > 0, "a request has arguments")
        for index in 0..<arguments.count {
            let argument = arguments.view(index, in: bytes)
            for place in 0..<argument.count { digest = digest &* 31 &+ Int(argument[place]) &+ 2 }
            digest = digest &* 31 &+ argument.count
        }
    }
}

/// What became of the replies in an input, as text.
private enum ReplyDigest {
    static func read(_ bytes: ByteView, _ limits: ReplyLimits, step: Int) -> [String] {
        var parser = ReplyParser(limits: limits)
        var (start, end) = (0, min(step, bytes.count))
        var digest: [String] = []
        while true {
            let rest = bytes[start..<end]
            switch parser.next(rest) {
            case .value(let value, let length):
                precondition(length > 0 && length <= rest.count, "a reply has a length")
                digest.append("\(value)")
                start += length
            case .failure(let failure):
                return digest + ["\(failure)"]
            case .needMore(let hint):
                precondition(hint > 0, "more is more than nothing")
                guard end < bytes.count else { return digest + ["\(end - start)"] }
                end = min(end + step, bytes.count)
            }
        }
    }
}
