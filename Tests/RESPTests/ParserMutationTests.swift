import Testing

@testable import RESP

/// A hundred thousand broken inputs, made from good ones: nothing may trap, hang or depend on the cuts.
@Suite struct ParserMutationTests {
    private static let requests = [
        "*1\r\n$4\r\nPING\r\n", "*2\r\n$1\r\nX\r\n$0\r\n\r\n", "*0\r\n", "*-1\r\nA b\n",
        "X \"a\\x41\" 'b'\r\n",
        "*1\r\n$11\r\nhello world\r\n", "PING a\r\n\r\nX\n",
    ]
    private static let replies = [
        "+OK\r\n:12\r\n", "*2\r\n$1\r\nx\r\n*0\r\n", "%1\r\n+a\r\n,1.5\r\n", "~1\r\n#t\r\n_\r\n",
        "|1\r\n:1\r\n:2\r\n$-1\r\n",
        "=5\r\ntxt:a\r\n!1\r\nE\r\n", "-ERR x\r\n(12\r\n", "*1\r\n*1\r\n>1\r\n:1\r\n",
    ]

    @Test(arguments: 0..<8)
    func `a broken request is read alike however it is cut`(seed: UInt64) {
        var mutator = Mutator(seed: seed)
        let limits = RequestLimits(maxInlineLength: 24, authenticated: seed % 2 == 0)
        for round in 0..<9_000 {
            let input = mutator.mutant(of: Self.requests)
            let whole = QuickReader.requests(input, limits: limits, step: input.count)
            for step in [1, 2 + round % 11] {
                let pieces = QuickReader.requests(input, limits: limits, step: step)
                guard whole == pieces else {
                    Issue.record(
                        "seed \(seed), round \(round), by \(step): \(input) gave \(whole) and \(pieces)")
                    return
                }
            }
        }
    }

    @Test(arguments: 0..<8)
    func `a broken reply is read alike however it is cut`(seed: UInt64) {
        var mutator = Mutator(seed: seed)
        let limits = ReplyLimits(maxLineLength: 24, maxDepth: 4)
        for round in 0..<4_500 {
            let input = mutator.mutant(of: Self.replies)
            let whole = QuickReader.replies(input, limits: limits, step: input.count)
            for step in [1, 2 + round % 11] {
                let pieces = QuickReader.replies(input, limits: limits, step: step)
                guard whole == pieces else {
                    Issue.record(
                        "seed \(seed), round \(round), by \(step): \(input) gave \(whole) and \(pieces)")
                    return
                }
            }
        }
    }
}

/// Makes broken inputs of good ones.
struct Mutator {
    private var state: UInt64
    private static let numbers = [
        "0", "-1", "9", "11", "2147483648", "9223372036854775807", "99999999999999999999",
    ]

    init(seed: UInt64) {
        state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1
    }

    /// An input with one to four mutations.
    mutating func mutant(of corpus: [String]) -> [UInt8] {
        var bytes = Array(corpus[below(corpus.count)].utf8)
        for _ in 0...below(4) { mutate(&bytes, corpus) }
        return bytes
    }

    private mutating func mutate(_ bytes: inout [UInt8], _ corpus: [String]) {
        let place = below(bytes.count + 1)
        switch below(7) {
        case 0 where place < bytes.count: bytes[place] ^= 1 << UInt8(below(8))
        case 1 where place < bytes.count: bytes[place] = Array("\r\n\0\"'\\$*:9 ".utf8)[below(11)]
        case 2: bytes.removeSubrange(place..<min(place + 1 + below(3), bytes.count))
        case 3: bytes.insert(contentsOf: bytes[place..<min(place + 6, bytes.count)], at: place)
        case 4: bytes.insert(contentsOf: Array(corpus[below(corpus.count)].utf8), at: place)
        case 5: bytes.removeSubrange(place...)
        default: bytes.insert(contentsOf: Array(Self.numbers[below(7)].utf8), at: place)
        }
    }

    private mutating func below(_ bound: Int) -> Int {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return Int(state >> 33) % bound
    }
}

/// Reads an input in steps and sums up what came of it in one number: cheap enough for a debug build.
enum QuickReader {
    static func requests(_ input: [UInt8], limits: RequestLimits, step: Int) -> Int {
        input.withByteView { bytes in
            var parser = RequestParser(limits: limits)
            var (start, end, digest) = (0, min(step, bytes.count), 17)
            while true {
                switch parser.next(bytes[start..<end]) {
                case .command(let length):
                    add(parser.arguments, bytes[start..<end], &digest)
                    if !parser.isBetweenRequests { digest = -1 &- digest }
                    start += length
                case .skip(let length):
                    digest = digest &* 31 &+ 1
                    start += length
                case .failure(let failure): return digest &* 31 &+ failure.message.utf8.count &+ start
                case .needMore:
                    guard end < bytes.count else { return digest &* 31 &+ start }
                    end = min(end + step, bytes.count)
                }
            }
        }
    }

    private static func add(_ arguments: ArgumentList, _ bytes: ByteView, _ digest: inout Int) {
        arguments.checkInvariants(inputCount: bytes.count)
        for index in 0..<arguments.count {
            let argument = arguments.view(index, in: bytes)
            for place in 0..<argument.count { digest = digest &* 31 &+ Int(argument[place]) &+ 2 }
            digest = digest &* 31 &+ argument.count
        }
    }

    static func replies(_ input: [UInt8], limits: ReplyLimits, step: Int) -> [ReplyEvent] {
        input.withByteView { bytes in
            var parser = ReplyParser(limits: limits)
            var events: [ReplyEvent] = []
            var (start, end) = (0, min(step, bytes.count))
            while true {
                switch parser.next(bytes[start..<end]) {
                case .value(let value, let length):
                    events.append(.value("\(value)"))
                    start += length
                case .failure(let failure): return events + [.failure(failure)]
                case .needMore:
                    guard end < bytes.count else { return events + [.unfinished(bytes: end - start)] }
                    end = min(end + step, bytes.count)
                }
            }
        }
    }
}
