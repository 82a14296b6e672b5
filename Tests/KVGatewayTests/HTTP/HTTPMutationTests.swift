import KVGateway
import RESP
import Testing

/// Tens of thousands of broken inputs, made from good ones: nothing may trap, hang or depend on the cuts.
@Suite struct HTTPMutationTests {
    private static let requests = [
        "GET / HTTP/1.1\r\nHost: h\r\n\r\n", "\r\nPOST / HTTP/1.1\r\nHost:h\r\nContent-Length: 3\r\n\r\nabc",
        "PUT / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n2;x\r\nab\r\n0\r\nT: u\r\n\r\n",
        "GET http://h?q HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", "*1\r\n$4\r\nPING\r\n",
        "POST / HTTP/1.1\r\nhost: h\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\nx", "PING\r\n",
    ]

    @Test(arguments: 0..<8)
    func `a broken request is read alike however it is cut`(seed: UInt64) {
        var mutator = HTTPMutator(seed: seed)
        var limits = HTTPLimits()
        if seed % 2 == 1 { (limits.head, limits.fields, limits.body, limits.chunkExtensions) = (80, 3, 9, 2) }
        for round in 0..<2_500 {
            let input = mutator.mutant(of: Self.requests)
            let discards = round % 3 == 0
            let whole = HTTPDigest.of(input, limits: limits, step: input.count, discards: discards)
            for step in [1, 2 + round % 11] {
                let pieces = HTTPDigest.of(input, limits: limits, step: step, discards: discards)
                guard whole == pieces else {
                    let text = String(decoding: input, as: UTF8.self).debugDescription
                    Issue.record("seed \(seed), round \(round), by \(step): \(text)")
                    return
                }
            }
        }
    }
}

/// Makes broken inputs of good ones.
struct HTTPMutator {
    private var state: UInt64
    private static let words = [
        "0", "-1", "5, 5", "9223372036854775807", "99999999999999999999", "\r\n", "\r\n\r\n", "\n", " ", ":",
        "Content-Length: 2\r\n", "Transfer-Encoding: chunked\r\n", "Connection: close\r\n", "ffffffff",
    ]

    init(seed: UInt64) {
        state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1
    }

    /// One or two inputs with up to four mutations.
    mutating func mutant(of corpus: [String]) -> [UInt8] {
        var bytes = Array(corpus[below(corpus.count)].utf8)
        if below(2) == 0 { bytes += Array(corpus[below(corpus.count)].utf8) }
        for _ in 0..<below(5) { mutate(&bytes) }
        return bytes
    }

    private mutating func mutate(_ bytes: inout [UInt8]) {
        let place = below(bytes.count + 1)
        switch below(6) {
        case 0 where place < bytes.count: bytes[place] ^= 1 << UInt8(below(8))
        case 1 where place < bytes.count: bytes[place] = Array("\r\n\0\t :;,/*".utf8)[below(10)]
        case 2: bytes.removeSubrange(place..<min(place + 1 + below(3), bytes.count))
        case 3: bytes.insert(contentsOf: bytes[place..<min(place + 6, bytes.count)], at: place)
        case 4: bytes.removeSubrange(place...)
        default: bytes.insert(contentsOf: Array(Self.words[below(Self.words.count)].utf8), at: place)
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
enum HTTPDigest {
    static func of(_ input: [UInt8], limits: HTTPLimits, step: Int, discards: Bool) -> Int {
        input.withByteView { bytes in
            var parser = HTTPRequestParser(limits: limits)
            var (start, end, digest) = (0, min(step, bytes.count), 17)
            while true {
                let outcome = parser.next(bytes[start..<end])
                start += outcome.consumed
                switch outcome.event {
                case .head(let head):
                    parser.discardsBody = discards
                    digest = digest &* 31 &+ number(of: head)
                case .body(let body):
                    digest = digest &* 31 &+ 5
                    add(body, to: &digest)
                case .failure(let failure): return digest &* 31 &+ failure.message.utf8.count
                case .needMore:
                    guard end < bytes.count else { return digest &* 31 &+ start }
                    end = min(end + step, bytes.count)
                }
            }
        }
    }

    private static func number(of head: HTTPRequestHead) -> Int {
        var digest = (head.bodyLength ?? -1) &* 8 &+ (head.isChunked ? 4 : 0) &+ (head.keepsAlive ? 2 : 0)
        if head.expectsContinue { digest &+= 1 }
        head.withTarget { add($0, to: &digest) }
        head.forEachField { name, value in
            add(name, to: &digest)
            add(value, to: &digest)
        }
        return digest
    }

    private static func add(_ bytes: ByteView, to digest: inout Int) {
        for index in 0..<bytes.count { digest = digest &* 31 &+ Int(bytes[index]) &+ 2 }
        digest = digest &* 31 &+ bytes.count
    }
}
