// Commands that know what their replies mean. Each is a value, so that the same words serve alone, in a pipeline and in
// a transaction, over any store.

/// A command, and how its reply is read.
///
/// ```swift
/// let visits = try await store.send(.increment("visits"))
/// let (name, age) = try await store.transaction(KVCommand.get("name"), KVCommand.increment("age"))
/// ```
///
/// What has no command here is one all the same: `KVCommand(["LOLWUT"]) { try $0.decodeString() }`.
public struct KVCommand<Response: Sendable>: Sendable {
    /// What is sent.
    public var request: KVRequest
    /// Makes the response of a reply; a refusal is thrown.
    public let decode: @Sendable (Reply) throws(KVError) -> Response

    /// A command by its words, and how its reply is read.
    public init(
        _ words: [any CommandWord], decode: @escaping @Sendable (Reply) throws(KVError) -> Response
    ) {
        request = KVRequest(words)
        self.decode = decode
    }
}

extension KVStore {
    /// Sends a command and returns what it answers.
    ///
    /// - Throws: `KVError` with the server's refusal or the end of the connection; `CancellationError`.
    @discardableResult
    public func send<Response>(_ command: KVCommand<Response>) async throws -> Response {
        try command.decode(try await outcome(of: [command.request]).get()[0])
    }

    /// Sends commands together, and returns what each of them answers or was refused for.
    ///
    /// - Throws: `CancellationError`, and `KVError` for commands that cannot be sent; that a connection breaks is the
    ///   result of the commands that have no reply.
    public func results<each Response>(
        of commands: repeat KVCommand<each Response>
    ) async throws -> (repeat Result<each Response, KVError>) {
        var requests: [KVRequest] = []
        repeat requests.append((each commands).request)
        let outcome = try await outcome(of: requests)
        var replies = outcome.replies.makeIterator()
        return (repeat outcome.result(of: each commands, replies.next()))
    }

    /// Sends commands of one kind together, and returns what each of them answers or was refused for.
    ///
    /// - Throws: `CancellationError`, and `KVError` for commands that cannot be sent; that a connection breaks is the
    ///   result of the commands that have no reply.
    public func results<Response>(
        of commands: [KVCommand<Response>]
    ) async throws -> [Result<Response, KVError>] {
        let outcome = try await outcome(of: commands.map(\.request))
        return commands.indices.map { index in
            outcome.result(of: commands[index], index < outcome.replies.count ? outcome.replies[index] : nil)
        }
    }

    /// Runs commands as a transaction, and returns what they answer.
    ///
    /// - Throws: `KVError`: what the first of them was refused for, and the others may have run all the same; the end of
    ///   the connection; `CancellationError`.
    public func transaction<each Response>(
        _ commands: repeat KVCommand<each Response>
    ) async throws -> (repeat each Response) {
        var requests: [KVRequest] = []
        repeat requests.append((each commands).request)
        var replies = try await transaction(requests).makeIterator()
        return (repeat try (each commands).decode(replies.next() ?? .null))
    }
}

extension KVOutcome {
    fileprivate func result<Response>(
        of command: KVCommand<Response>, _ reply: Reply?
    ) -> Result<Response, KVError> {
        guard let reply else { return .failure(failure ?? KVError(.unexpectedReply, "there is no reply")) }
        do throws(KVError) {
            return .success(try command.decode(reply))
        } catch {
            return .failure(error)
        }
    }
}
