// Reads the requests that a client sends over HTTP/1.1 or 1.0 as the bytes come in. Like the parser of RESP
// it is a value with no I/O: what was not consumed is given again, in front of new bytes, and how the bytes
// were cut never shows. RFC 9110 and RFC 9112 are what it follows, and where they let a server choose between
// refusing a request and making sense of it, it refuses.
//
// Heads and bodies of a known length stay in the input until they are complete, so that a body is one run of
// bytes without a copy. Chunks are consumed as they come and put together in the parser's own memory.
//
// It knows nothing of time: how long a client may take over a stage is its owner's business.

import RESP

/// An incremental parser of HTTP requests.
package struct HTTPRequestParser {
    /// How far the request in progress has come.
    package enum Stage: Sendable {
        /// Nothing of a request is there.
        case idle
        case head
        case body
        /// A request was broken, and nothing is read any more.
        case failed
    }

    private enum Phase {
        case head
        /// A body of known length, of which so much is still to come.
        case plain(Int)
        case chunks
        case failed(HTTPFailure)
    }

    /// Whether the body in progress is thrown away as it comes, and not kept; false again at its end.
    ///
    /// For the owner to set between a head and its body, when the answer does not depend on the body.
    package var discardsBody = false

    private let limits: HTTPLimits
    private var phase = Phase.head
    private var reader = HTTPHeadReader()
    private var chunkReader = HTTPChunkReader()
    private var emptyLines = 0
    /// What the chunks of a body are put together in; made for the first of them.
    private var chunks: ByteBuffer?

    package init(limits: HTTPLimits = HTTPLimits()) {
        self.limits = limits
    }

    /// How far the request in progress has come.
    package var stage: Stage {
        switch phase {
        case .head: reader.isUnstarted ? .idle : .head
        case .plain, .chunks: .body
        case .failed: .failed
        }
    }

    /// The bytes of memory that are held for chunks, used or not.
    package var keptMemory: Int { chunks?.capacity ?? 0 }

    /// Reads on. `input` starts with what was not consumed (at another address, if need be) and holds
    /// everything that was there at the last call; what follows the event is not looked at.
    ///
    /// It is not inlined: the optimizer of Swift 6.3 stops on some callers when it is.
    @inline(never)
    package mutating func next(_ input: ByteView) -> HTTPStep {
        do throws(HTTPFailure) {
            switch phase {
            case .head: return try nextHead(input)
            case .plain(let missing): return nextPlain(input, missing)
            case .chunks: return try nextChunks(input)
            case .failed(let failure): throw failure
            }
        } catch {
            phase = .failed(error)
            chunks = nil
            return HTTPStep(consumed: 0, event: .failure(error))
        }
    }
}

// MARK: - Heads

extension HTTPRequestParser {
    private mutating func nextHead(_ input: ByteView) throws(HTTPFailure) -> HTTPStep {
        forgetChunks()
        let skipped = reader.isUnstarted ? try skipEmptyLines(input) : 0
        let rest = input[skipped..<input.count]
        guard !isHalfEmptyLine(rest), let found = try reader.read(rest, limits) else {
            return HTTPStep(consumed: skipped, event: .needMore(1))
        }
        reader = HTTPHeadReader()
        emptyLines = 0
        phase = found.head.isChunked ? .chunks : .plain(found.head.bodyLength ?? 0)
        return HTTPStep(consumed: skipped + found.length, event: .head(found.head))
    }

    /// How many bytes of empty lines are in front of a head that has not started.
    private mutating func skipEmptyLines(_ input: ByteView) throws(HTTPFailure) -> Int {
        var index = 0
        while index &+ 1 < input.count, input[index] == HTTPBytes.carriageReturn {
            guard input[index &+ 1] == HTTPBytes.lineFeed else { throw .bareReturn }
            guard emptyLines < limits.emptyLines else { throw .emptyLines }
            emptyLines &+= 1
            index &+= 2
        }
        return index
    }

    /// Whether all there is may yet become an empty line: a head never starts with a carriage return.
    private func isHalfEmptyLine(_ input: ByteView) -> Bool {
        input.count == 1 && input[0] == HTTPBytes.carriageReturn
    }

    /// The last body's memory is only given back now: the body was good until this call.
    private mutating func forgetChunks() {
        guard let chunks, !chunks.isEmpty else { return }
        chunks.removeAll()
        chunks.shrink(to: HTTPLimits.keptChunks)
    }
}

// MARK: - Bodies

extension HTTPRequestParser {
    private mutating func nextPlain(_ input: ByteView, _ missing: Int) -> HTTPStep {
        if input.count >= missing {
            let body = discardsBody ? ByteView.empty : input[0..<missing]
            return end(consumed: missing, body)
        }
        guard discardsBody else { return HTTPStep(consumed: 0, event: .needMore(missing - input.count)) }
        phase = .plain(missing - input.count)
        return HTTPStep(consumed: input.count, event: .needMore(1))
    }

    private mutating func nextChunks(_ input: ByteView) throws(HTTPFailure) -> HTTPStep {
        let read = try chunkReader.read(input, into: discardsBody ? nil : chunkBuffer(), limits)
        guard read.isOver else { return HTTPStep(consumed: read.consumed, event: .needMore(1)) }
        chunkReader = HTTPChunkReader()
        let body = discardsBody ? ByteView.empty : chunks?.view ?? .empty
        return end(consumed: read.consumed, body)
    }

    private mutating func chunkBuffer() -> ByteBuffer {
        if let chunks { return chunks }
        let buffer = ByteBuffer(capacity: 1024)
        chunks = buffer
        return buffer
    }

    private mutating func end(consumed: Int, _ body: ByteView) -> HTTPStep {
        phase = .head
        discardsBody = false
        return HTTPStep(consumed: consumed, event: .body(body))
    }
}
