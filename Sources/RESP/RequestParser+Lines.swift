// The search for the end of a line, shared by both forms of a request, and the inline form itself.

extension RequestParser {
    /// Where a line ends, as far as the bytes tell.
    enum LineEnd {
        case found(Int)
        case missing
        case tooFar
    }

    /// Looks for `terminator` in the line at `start`, going on where the last search stopped.
    ///
    /// A NUL stops the search for good: the line then only grows until it is too long.
    mutating func lineEnd(_ terminator: UInt8, from start: Int, in bytes: ByteView) -> LineEnd {
        let (room, overflow) = start.addingReportingOverflow(max(limits.maxInlineLength, 0))
        let bound = overflow || room >= bytes.count ? bytes.count : room + 1
        var index = scanned
        while index < bound {
            let byte = bytes[index]
            if byte == terminator || byte == 0 { break }
            index &+= 1
        }
        scanned = index
        if index < bound, bytes[index] == terminator { return .found(index) }
        return bytes.count - start > limits.maxInlineLength ? .tooFar : .missing
    }

    mutating func nextInline(_ bytes: ByteView) -> Step {
        switch lineEnd(UInt8(ascii: "\n"), from: 0, in: bytes) {
        case .missing: return .needMore(hint: 1)
        case .tooFar: return .failure(.tooBigInlineRequest)
        case .found(let end):
            let returns = end > 0 && bytes[end - 1] == UInt8(ascii: "\r")
            let line = bytes[0..<(returns ? end - 1 : end)]
            guard InlineRequest.split(line, into: arguments) else { return .failure(.unbalancedQuotes) }
            startOver()
            return arguments.isEmpty ? .skip(length: end + 1) : .command(length: end + 1)
        }
    }
}
