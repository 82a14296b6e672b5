// Feeds a parser the same bytes whole, behind and before other requests, and one byte at a time, and demands
// the same outcome each time: how the network cuts a stream must never show.

import Testing

@testable import RESP

/// What became of one request.
enum RequestEvent: Equatable {
    case command([[UInt8]])
    case skip(length: Int)
    case failure(ProtocolFailure)
    /// The bytes ended inside a request.
    case unfinished(bytes: Int)
}

/// What became of one reply. Values are compared as text, because a NaN is not equal to itself.
enum ReplyEvent: Equatable {
    case value(String)
    case failure(ReplyFailure)
    case unfinished(bytes: Int)
}

enum ParserVerifier {
    /// The outcome of `input`, after checking that no way of cutting it changes it.
    static func requests(
        _ input: [UInt8], limits: RequestLimits = RequestLimits(),
        sourceLocation: SourceLocation = #_sourceLocation
    ) -> [RequestEvent] {
        let whole = run(input, limits: limits, step: input.count)
        #expect(run(input, limits: limits, step: 1) == whole, "byte by byte", sourceLocation: sourceLocation)
        #expect(run(input, limits: limits, step: 7) == whole, "by sevens", sourceLocation: sourceLocation)
        let ping = Array("*1\r\n$4\r\nPING\r\n".utf8)
        let before = run(ping + input, limits: limits, step: input.count + ping.count)
        #expect(before == [.command([Array("PING".utf8)])] + whole, "joined", sourceLocation: sourceLocation)
        if case .unfinished = whole.last { return whole }
        if case .failure = whole.last { return whole }
        let after = run(input + ping, limits: limits, step: input.count + ping.count)
        #expect(after == whole + [.command([Array("PING".utf8)])], "followed", sourceLocation: sourceLocation)
        return whole
    }

    static func requests(
        _ text: String, limits: RequestLimits = RequestLimits(),
        sourceLocation: SourceLocation = #_sourceLocation
    ) -> [RequestEvent] {
        requests(Array(text.utf8), limits: limits, sourceLocation: sourceLocation)
    }

    /// Feeds `input` so that `step` more bytes are there at each call, each time in a new place.
    static func run(_ input: [UInt8], limits: RequestLimits, step: Int) -> [RequestEvent] {
        var parser = RequestParser(limits: limits)
        var events: [RequestEvent] = []
        var (start, end) = (0, min(step, input.count))
        while true {
            let outcome = Array(input[start..<end]).withByteView { read(&parser, $0) }
            if let event = outcome.event { events.append(event) }
            if case .failure = outcome.event { return events }
            start += outcome.length
            if outcome.event != nil { continue }
            guard end < input.count else { break }
            end = min(end + step, input.count)
        }
        return start == end ? events : events + [.unfinished(bytes: end - start)]
    }

    private static func read(
        _ parser: inout RequestParser, _ bytes: ByteView
    ) -> (event: RequestEvent?, length: Int) {
        let step = parser.next(bytes)
        parser.arguments.checkInvariants(inputCount: bytes.count)
        switch step {
        case .command(let length):
            let arguments = parser.arguments
            #expect(parser.isBetweenRequests, "nothing is left of a request")
            return (.command((0..<arguments.count).map { Array(arguments.view($0, in: bytes)) }), length)
        case .skip(let length): return (.skip(length: length), length)
        case .failure(let failure):
            #expect(parser.next(bytes) == step, "a failure stays")
            return (.failure(failure), 0)
        case .needMore(let hint):
            #expect(hint > 0)
            return (nil, 0)
        }
    }
}

extension ParserVerifier {
    /// The outcome of `input`, after checking that no way of cutting it changes it.
    static func replies(
        _ input: [UInt8], limits: ReplyLimits = ReplyLimits(),
        sourceLocation: SourceLocation = #_sourceLocation
    ) -> [ReplyEvent] {
        let whole = run(input, limits: limits, step: input.count)
        #expect(run(input, limits: limits, step: 1) == whole, "byte by byte", sourceLocation: sourceLocation)
        #expect(run(input, limits: limits, step: 5) == whole, "by fives", sourceLocation: sourceLocation)
        let joined = run(Array("+OK\r\n".utf8) + input, limits: limits, step: input.count + 5)
        let first = ReplyEvent.value("\(RESPValue.simple("OK"))")
        #expect(joined == [first] + whole, "joined", sourceLocation: sourceLocation)
        return whole
    }

    static func replies(
        _ text: String, limits: ReplyLimits = ReplyLimits(), sourceLocation: SourceLocation = #_sourceLocation
    ) -> [ReplyEvent] {
        replies(Array(text.utf8), limits: limits, sourceLocation: sourceLocation)
    }

    static func run(_ input: [UInt8], limits: ReplyLimits, step: Int) -> [ReplyEvent] {
        var parser = ReplyParser(limits: limits)
        var events: [ReplyEvent] = []
        var (start, end) = (0, min(step, input.count))
        while true {
            switch Array(input[start..<end]).withByteView({ parser.next($0) }) {
            case .value(let value, let length):
                events.append(.value("\(value)"))
                start += length
            case .failure(let failure): return events + [.failure(failure)]
            case .needMore(let hint):
                #expect(hint > 0)
                guard end < input.count else {
                    return start == end ? events : events + [.unfinished(bytes: end - start)]
                }
                end = min(end + step, input.count)
            }
        }
    }
}

/// A command of text, as an event.
func command(_ words: String...) -> RequestEvent { .command(words.map { Array($0.utf8) }) }

/// A value, as an event.
func value(_ value: RESPValue) -> ReplyEvent { .value("\(value)") }
