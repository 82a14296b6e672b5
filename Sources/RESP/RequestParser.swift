// Reads the requests a client sends, in either of their two forms, as the bytes come in. The parser is a
// value with no I/O: the caller keeps the bytes of the unfinished request in one run and calls again when it
// has grown, and what was read before is never read again, whatever the size of the pieces.
//
// Two things follow Redis on purpose. The two bytes after a length or an argument are skipped unseen, so any
// two will do; and a NUL byte in a header or an inline request hides the end of the line from both servers,
// which then wait until the line is too long. One thing does not: Redis accepts a longer line when it happens
// to arrive in one piece, while here the limit is the same however the bytes were cut.
//
// It knows nothing of commands: telling an HTTP client to go away is the engine's business.

/// An incremental parser of client requests.
package struct RequestParser {
    /// What the bytes given so far amount to.
    package enum Step: Equatable, Sendable {
        /// A request took the first `length` bytes; its arguments are in `arguments`.
        case command(length: Int)
        /// The request is unfinished; `hint` is exact inside an argument, and else the least that can help.
        case needMore(hint: Int)
        /// The first `length` bytes ask for nothing: an empty line, or a request of no arguments.
        case skip(length: Int)
        /// The connection has to be closed after the error reply; asking again gives the same answer.
        case failure(ProtocolFailure)
    }

    /// What is accepted from this client, read anew at each header.
    package var limits: RequestLimits

    /// The arguments of the last `command`, good until the next call.
    package let arguments = ArgumentList()

    /// The first byte of the unfinished request that has not been dealt with.
    private var position = 0
    /// The arguments still to come; zero before the first header.
    private var remaining = 0
    /// The length of the argument in progress; negative while its header is to come.
    private var pending = -1
    /// Up to where the line in progress was searched for its end.
    var scanned = 0

    package init(limits: RequestLimits = RequestLimits()) {
        self.limits = limits
    }

    /// Whether the last call ended a request, or none was ever made: nothing is remembered of any bytes.
    package var isBetweenRequests: Bool { remaining == 0 && position == 0 && pending < 0 && scanned == 0 }

    /// Forgets an unfinished request, so that the next byte given starts a new one.
    package mutating func reset() {
        arguments.reset()
        startOver()
    }

    /// Reads on. `bytes` starts with the unfinished request (at another address, if need be) and holds
    /// everything that was there at the last call; what follows the request is not looked at.
    package mutating func next(_ bytes: ByteView) -> Step {
        if remaining == 0 {
            arguments.reset()
            guard !bytes.isEmpty else { return .needMore(hint: 1) }
            guard bytes[0] == UInt8(ascii: "*") else { return nextInline(bytes) }
            if let step = readCount(bytes) { return step }
        }
        return readArguments(bytes)
    }

    mutating func startOver() {
        position = 0
        remaining = 0
        pending = -1
        scanned = 0
    }
}

// MARK: - Multibulk

extension RequestParser {
    /// Reads the `*` line and whatever short arguments are there; nil when more has to be done.
    ///
    /// A short request that is wholly there, as nearly all are, leaves the rest of the parser's state alone.
    private mutating func readCount(_ bytes: ByteView) -> Step? {
        let header = RequestHeader.short(UInt8(ascii: "*"), at: 0, in: bytes)
        guard header.value > 0, header.value <= Limits.unauthenticatedArguments,
            header.value <= limits.maxMultibulkCount
        else { return readLongCount(bytes) }
        let rest = readShortArguments(header.value, at: header.end, in: bytes)
        if rest.count == 0 {
            scanned = 0
            return .command(length: rest.position)
        }
        (remaining, position, scanned) = (rest.count, rest.position, rest.position)
        return nil
    }

    private mutating func readLongCount(_ bytes: ByteView) -> Step? {
        switch headerEnd(bytes) {
        case .missing: return .needMore(hint: 1)
        case .tooFar: return .failure(.tooBigCountString)
        case .found(let end):
            let number = IntegerText.parse(bytes[1..<end])
            guard let number, number <= limits.maxMultibulkCount else {
                return .failure(.invalidMultibulkLength)
            }
            guard number > 0 else {
                startOver()
                return .skip(length: end + 2)
            }
            if !limits.authenticated, number > Limits.unauthenticatedArguments {
                return .failure(.unauthenticatedMultibulkLength)
            }
            (remaining, position, scanned) = (Int(number), end + 2, end + 2)
            return nil
        }
    }

    private mutating func readArguments(_ bytes: ByteView) -> Step {
        while remaining > 0 {
            if pending < 0, let step = readLength(bytes) { return step }
            let missing = position &+ pending &+ 2 &- bytes.count
            guard missing <= 0 else { return .needMore(hint: missing) }
            arguments.append(offset: position, length: pending)
            let rest = readShortArguments(remaining &- 1, at: position &+ pending &+ 2, in: bytes)
            (remaining, position, scanned) = (rest.count, rest.position, rest.position)
            pending = -1
        }
        let length = position
        startOver()
        return .command(length: length)
    }

    /// The common case: arguments that are wholly there and of a few digits in length. Stops at any other,
    /// and tells how many are left and where.
    @inline(__always)
    private func readShortArguments(
        _ count: Int, at start: Int, in bytes: ByteView
    ) -> (count: Int, position: Int) {
        let longest =
            limits.authenticated
            ? limits.maxBulkLength : min(limits.maxBulkLength, Limits.unauthenticatedBulk)
        let bound = min(bytes.count, Limits.request)
        var (count, position) = (count, start)
        while count > 0 {
            let header = RequestHeader.short(UInt8(ascii: "$"), at: position, in: bytes)
            guard header.value >= 0, header.value <= longest else { break }
            let next = header.end &+ header.value &+ 2
            guard next <= bound else { break }
            arguments.append(offset: header.end, length: header.value)
            position = next
            count &-= 1
        }
        return (count, position)
    }

    /// Reads a `$` line into `pending`; nil when it is there.
    private mutating func readLength(_ bytes: ByteView) -> Step? {
        switch headerEnd(bytes) {
        case .missing: return .needMore(hint: 1)
        case .tooFar: return .failure(.tooBigBulkString)
        case .found(let end):
            let type = bytes[position]
            guard type == UInt8(ascii: "$") else { return .failure(.expectedDollar(got: type)) }
            let number = IntegerText.parse(bytes[position + 1..<end])
            guard let number, number >= 0, number <= limits.maxBulkLength else {
                return .failure(.invalidBulkLength)
            }
            if !limits.authenticated, number > Limits.unauthenticatedBulk {
                return .failure(.unauthenticatedBulkLength)
            }
            guard number <= Limits.request - (end + 4) else { return .failure(.tooBigRequest) }
            (pending, position, scanned) = (Int(number), end + 2, end + 2)
            return nil
        }
    }

    /// Finds the end of the header at `position`: a carriage return with at least one byte behind it.
    private mutating func headerEnd(_ bytes: ByteView) -> LineEnd {
        let found = lineEnd(UInt8(ascii: "\r"), from: position, in: bytes)
        guard case .found(let end) = found, end + 2 > bytes.count else { return found }
        return .missing
    }
}
