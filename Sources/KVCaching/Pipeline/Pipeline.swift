// Many commands in one go, each with a result of its own.

import KVClient

/// Commands that are sent together, and whose results are found by what adding them returned.
///
/// ```swift
/// var pipeline = Pipeline()
/// let profile = pipeline.add(.get("user:42:profile"))
/// let stats = pipeline.add(.fields(of: "user:42:stats"))
/// let results = try await pipeline.run(on: store)
/// try results[profile].get()
/// ```
///
/// Together does not mean as one: the commands of others run in between, and what one is refused for does not concern
/// the others. `atomically: true` runs them as a transaction.
public struct Pipeline: Sendable {
    /// More are sent in parts: a server keeps all replies in memory until they are read.
    public static let chunk = 1000

    private var requests: [KVRequest] = []

    /// Nothing yet.
    public init() {}

    /// Where a command's result is found.
    public struct Slot<Response: Sendable>: Sendable {
        let index: Int
        let decode: @Sendable (Reply) throws(KVError) -> Response
    }

    /// How many commands there are.
    public var count: Int { requests.count }

    /// Adds a command.
    public mutating func add<Response>(_ command: KVCommand<Response>) -> Slot<Response> {
        requests.append(command.request)
        return Slot(index: requests.count - 1, decode: command.decode)
    }

    /// Sends the commands.
    ///
    /// - Parameters:
    ///   - store: where to.
    ///   - atomically: runs them as one transaction, however many they are.
    /// - Throws: `KVError` when a transaction is refused as a whole, or commands cannot be sent like this;
    ///   `CancellationError`. That the connection breaks is the result of the commands that have no reply.
    public func run(on store: any KVStore, atomically: Bool = false) async throws -> Results {
        if atomically { return Results(replies: try await store.transaction(requests), failure: nil) }
        var results = Results(replies: [], failure: nil)
        for start in stride(from: 0, to: requests.count, by: Pipeline.chunk) {
            let part = Array(requests[start..<min(start + Pipeline.chunk, requests.count)])
            let outcome = try await store.outcome(of: part)
            results.replies += outcome.replies
            if let failure = outcome.failure {
                results.failure = failure
                break
            }
        }
        return results
    }

    /// What has become of the commands.
    public struct Results: Sendable {
        var replies: [Reply]
        var failure: KVError?

        /// What a command answered, or was refused for.
        public subscript<Response>(slot: Slot<Response>) -> Result<Response, KVError> {
            guard slot.index < replies.count else {
                return .failure(failure ?? KVError(.unexpectedReply, "the command was added after the run"))
            }
            do throws(KVError) {
                return .success(try slot.decode(replies[slot.index]))
            } catch {
                return .failure(error)
            }
        }
    }
}

extension KVStore {
    /// Adds to several counters in one go; what each is then, or was refused for.
    ///
    /// - Throws: `CancellationError`.
    public func increment(
        _ counters: [KVString: Int]
    ) async throws -> [KVString: Result<Int, KVError>] {
        var pipeline = Pipeline()
        let slots = counters.sorted { $0.key < $1.key }.map {
            ($0.key, pipeline.add(.increment($0.key, by: $0.value)))
        }
        let results = try await pipeline.run(on: self)
        return Dictionary(uniqueKeysWithValues: slots.map { ($0.0, results[$0.1]) })
    }
}
