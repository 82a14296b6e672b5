// A listener whose connections are answered by closures, and delegates that several tests share.

import Dispatch
import RESP
import TestSupport
import Testing

@testable import KVSockets

/// Answers with whatever a closure says.
final class Scripted: ConnectionDelegate {
    typealias Answer = (ByteView, Bool, ByteBuffer, Connection) -> Intake
    let answer: Answer
    var waits: (Int, Connection) -> Void = { _, _ in }
    var gone: (Connection) -> Void = { _ in }
    var ended: (CloseReason) -> Void = { _ in }

    init(_ answer: @escaping Answer) { self.answer = answer }

    func received(
        _ input: ByteView, endOfStream: Bool, output: ByteBuffer, from connection: Connection
    ) -> Intake {
        answer(input, endOfStream, output, connection)
    }

    func outputWaits(_ pending: Int, on connection: Connection) { waits(pending, connection) }

    func endedWhileSuspended(_ connection: Connection) { gone(connection) }

    func closed(_ connection: Connection, because reason: CloseReason) { ended(reason) }

    /// Sends back what comes.
    static func echo() -> Scripted {
        Scripted { input, _, output, _ in
            output.append(input)
            return Intake(consumed: input.count)
        }
    }

    /// Calls a closure for each complete line, without its newline; a partial line is left.
    static func lines(_ line: @escaping (String, ByteBuffer, Connection) -> Intake.Verdict) -> Scripted {
        Scripted { input, _, output, connection in
            var start = 0
            for index in 0..<input.count where input[index] == UInt8(ascii: "\n") {
                let text = String(input[start..<index])
                start = index + 1
                let verdict = line(text, output, connection)
                if verdict != .proceed { return Intake(consumed: start, verdict: verdict) }
            }
            return Intake(consumed: start)
        }
    }
}

/// A listener for one test; stops with it.
final class TestServer: Sendable {
    private final class Acceptor: ListenerDelegate {
        let make: @Sendable (Connection) -> (any ConnectionDelegate)?
        init(make: @escaping @Sendable (Connection) -> (any ConnectionDelegate)?) { self.make = make }
        func accepted(_ connection: Connection) -> (any ConnectionDelegate)? { make(connection) }
    }

    let listener: Listener
    let reactor: Reactor

    init(
        _ endpoints: [Endpoint] = [.tcp(host: "127.0.0.1", port: 0)],
        options: ListenerOptions = ListenerOptions(),
        on reactor: Reactor? = nil, _ make: @escaping @Sendable (Connection) -> (any ConnectionDelegate)?
    ) throws {
        let reactor = try reactor ?? Reactor.shared
        self.reactor = reactor
        listener = try Listener(endpoints, options: options, on: reactor, delegate: Acceptor(make: make))
    }

    deinit { listener.stop() }

    var connectionCount: Int {
        let listener = listener
        return reactor.value { listener.connectionCount } ?? -1
    }

    func client(_ index: Int = 0, receiveBuffer: Int32? = nil) throws -> TestClient {
        try TestClient(listener.addresses[index], of: self, receiveBuffer: receiveBuffer)
    }
}

extension Reactor {
    /// Runs a closure on the reactor and returns its result.
    func value<Value: Sendable>(_ body: @escaping @Sendable () -> Value) -> Value? {
        let box = Box<Value?>(nil)
        perform { box.set(body()) }
        return box.get()
    }
}

/// A value that several threads share.
final class Box<Value: Sendable>: Sendable {
    private let value: Locked<Value>
    init(_ value: Value) { self.value = Locked(value) }
    func get() -> Value { value.withLock { $0 } }
    func set(_ value: Value) { self.value.withLock { $0 = value } }
    func change(_ body: @Sendable (inout Value) -> Void) {
        value.withLock { value in
            var copy = value
            body(&copy)
            value = copy
        }
    }
}

/// Waits for another thread to say so; fails the test after a generous time.
struct Signal: Sendable {
    private let semaphore = DispatchSemaphore(value: 0)

    func send() { semaphore.signal() }

    func wait(sourceLocation: SourceLocation = #_sourceLocation) {
        let result = semaphore.wait(timeout: .now() + .seconds(120))
        #expect(result == .success, "nothing was signalled", sourceLocation: sourceLocation)
    }
}
