// An engine without sockets: commands as text in, raw replies out. The clock stands still until moved.

import RESP

@testable import KVEngine

/// An engine and one client of it.
final class TestEngine {
    let engine: Engine
    let client: Client
    private var parser = RequestParser()
    private let output = ByteBuffer()

    /// Unix milliseconds at the start of every test: 2023-11-14 22:13:20 UTC.
    static let epoch: Int64 = 1_700_000_000_000

    convenience init(seed: UInt64 = 1, stopwatch: @escaping () -> UInt64 = { 0 }) {
        self.init(Engine(seed: seed, now: TestEngine.epoch * 1000, stopwatch: stopwatch))
    }

    init(_ engine: Engine) {
        self.engine = engine
        client = engine.makeClient()
    }

    /// Another connection to the same engine.
    private init(sharing other: TestEngine) {
        engine = other.engine
        client = engine.makeClient()
    }

    func anotherClient() -> TestEngine { TestEngine(sharing: self) }

    /// What others have sent to the client since the last time.
    func takeMail() -> String {
        defer { client.mail = nil }
        return client.mail.map { String(decoding: Array($0.view), as: UTF8.self) } ?? ""
    }

    /// Moves the clock.
    func advance(milliseconds: Int64) {
        engine.advance(to: engine.state.value.nowMicroseconds + milliseconds * 1000)
    }

    /// Runs a command line (quoting as in redis-cli) and returns the reply's bytes as text.
    @discardableResult
    func callAsFunction(_ line: String) -> String { String(decoding: raw(line), as: UTF8.self) }

    /// Runs a command line and returns the reply's bytes.
    func raw(_ line: String) -> [UInt8] { raw(bytes: Array((line + "\r\n").utf8)) }

    /// Runs a command given as separate arguments.
    @discardableResult
    func callAsFunction(arguments words: [String]) -> String {
        String(decoding: raw(arguments: words.map { Array($0.utf8) }), as: UTF8.self)
    }

    func raw(arguments words: [[UInt8]]) -> [UInt8] {
        var request = Array("*\(words.count)\r\n".utf8)
        for word in words { request += Array("$\(word.count)\r\n".utf8) + word + Array("\r\n".utf8) }
        return raw(bytes: request)
    }

    /// What came of the last command.
    private(set) var outcome = Outcome.done

    /// Runs every command in the bytes.
    func raw(bytes: [UInt8]) -> [UInt8] {
        bytes.withByteView { view in
            parser.reset()
            var (rest, done) = (view, false)
            var batch = engine.batch(for: client, parser.arguments, output: output)
            while !done, !rest.isEmpty {
                switch parser.next(rest) {
                case .command(let length):
                    outcome = batch.run(in: rest)
                    rest = rest[length..<rest.count]
                    done = outcome == .blocked
                case .skip(let length): rest = rest[length..<rest.count]
                case .needMore, .failure: done = true
                }
            }
            batch.finish()
        }
        defer { output.removeAll() }
        return Array(output.view)
    }
}
