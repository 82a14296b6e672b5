// Feeds the parser the same bytes whole, behind and before other requests, and in pieces down to one byte,
// and demands the same outcome each time: how the network cuts a stream must never show.

@testable import KVGateway
import RESP
import Testing

/// What came of a piece of the input.
enum HTTPEvent: Equatable {
    case head(String)
    case body([UInt8])
    case failure(HTTPStatus, String)
    /// The bytes ended inside a request, with so many of them not consumed.
    case unfinished(bytes: Int)

    static func body(_ text: String) -> HTTPEvent { .body(Array(text.utf8)) }

    static func failure(_ failure: HTTPFailure) -> HTTPEvent { .failure(failure.status, failure.message) }
}

enum HTTPVerifier {
    private static let other = Array("GET /other HTTP/1.1\r\nHost: h\r\n\r\n".utf8)
    private static let otherEvents = [HTTPEvent.head("GET /other 1.1 keep [Host: h]"), .body("")]

    /// The outcome of `input`, after checking that no way of cutting it changes it.
    static func events(
        _ input: [UInt8], limits: HTTPLimits = HTTPLimits(),
        sourceLocation: SourceLocation = #_sourceLocation
    ) -> [HTTPEvent] {
        let whole = run(input, limits: limits, step: input.count)
        for step in [1, 2, 3, 7, 64] {
            let pieces = run(input, limits: limits, step: step)
            #expect(pieces == whole, "by \(step)", sourceLocation: sourceLocation)
        }
        guard run(other, limits: limits, step: other.count) == otherEvents else { return whole }
        let before = run(other + input, limits: limits, step: input.count + other.count)
        #expect(before == otherEvents + whole, "joined", sourceLocation: sourceLocation)
        switch whole.last {
        case .unfinished, .failure: return whole
        default: break
        }
        let after = run(input + other, limits: limits, step: input.count + other.count)
        #expect(after == whole + otherEvents, "followed", sourceLocation: sourceLocation)
        return whole
    }

    static func events(
        _ text: String, limits: HTTPLimits = HTTPLimits(), sourceLocation: SourceLocation = #_sourceLocation
    ) -> [HTTPEvent] {
        events(Array(text.utf8), limits: limits, sourceLocation: sourceLocation)
    }

    /// The failure that `text` ends in; nil where it is fine.
    static func failure(
        _ text: String, limits: HTTPLimits = HTTPLimits(), sourceLocation: SourceLocation = #_sourceLocation
    ) -> HTTPEvent? {
        let last = events(text, limits: limits, sourceLocation: sourceLocation).last
        guard case .failure = last else { return nil }
        return last
    }

    /// Feeds `input` so that `step` more bytes are there at each call, each time in a new place.
    static func run(
        _ input: [UInt8], limits: HTTPLimits = HTTPLimits(), step: Int, discards: Bool = false
    ) -> [HTTPEvent] {
        var parser = HTTPRequestParser(limits: limits)
        var events: [HTTPEvent] = []
        var (start, end) = (0, min(step, input.count))
        while true {
            let outcome = Array(input[start..<end]).withByteView { read(&parser, $0) }
            start += outcome.consumed
            if let event = outcome.event { events.append(event) }
            if case .failure = outcome.event { return events }
            if case .head = outcome.event { parser.discardsBody = discards }
            if outcome.event != nil { continue }
            guard end < input.count else { break }
            end = min(end + step, input.count)
        }
        return parser.stage == .idle ? events : events + [.unfinished(bytes: end - start)]
    }

    private static func read(
        _ parser: inout HTTPRequestParser, _ bytes: ByteView
    ) -> (event: HTTPEvent?, consumed: Int) {
        let step = parser.next(bytes)
        #expect(step.consumed >= 0 && step.consumed <= bytes.count)
        switch step.event {
        case .needMore(let hint):
            #expect(hint > 0)
            return (nil, step.consumed)
        case .head(let head):
            #expect(parser.stage == .body)
            return (.head(summary(head)), step.consumed)
        case .body(let body):
            #expect(parser.stage == .idle && !parser.discardsBody)
            return (.body(Array(body)), step.consumed)
        case .failure(let failure):
            #expect(parser.stage == .failed && step.consumed == 0)
            if case .failure(let again) = parser.next(bytes).event {
                #expect(again == failure, "a failure stays")
            }
            return (.failure(failure), 0)
        }
    }

    /// Everything a head says, as text.
    static func summary(_ head: HTTPRequestHead) -> String {
        var words = [
            String(decoding: head.methodBytes, as: UTF8.self), String(decoding: head.target, as: UTF8.self),
            head.version == .http11 ? "1.1" : "1.0", head.keepsAlive ? "keep" : "close",
        ]
        if let length = head.bodyLength { words.append("length \(length)") }
        if head.isChunked { words.append("chunked") }
        if head.expectsContinue { words.append("expects") }
        head.forEachField { name, value in words.append("[\(String(name)): \(String(value))]") }
        return words.joined(separator: " ")
    }
}

/// The only head of a text; the parser has to stop behind it.
func head(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> HTTPRequestHead {
    var parser = HTTPRequestParser()
    let event = Array(text.utf8).withByteView { bytes -> HTTPRequestHead? in
        guard case .head(let head) = parser.next(bytes).event else { return nil }
        return head
    }
    return try #require(event, sourceLocation: sourceLocation)
}
