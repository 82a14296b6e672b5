// A server behind HTTP, in the protocol of Upstash's REST interface, as a store like any other.
//
// HTTP carries one exchange at a time and keeps no state in between: there is nothing to watch here, and a store says so
// in `features`. All else that is written against `KVStore` runs; messages come as streams of events.

import Foundation
import KVClient

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// A server that is reached by REST.
///
/// ```swift
/// let store = try KVRESTStore(KVURL("https://us1-example.upstash.io"), token: token)
/// try await store.send(.set("visits", to: 41))
/// ```
///
/// The token goes to the server and nowhere else: no error holds it, and no redirection is followed with it.
public final class KVRESTStore: KVStore {
    /// How long to wait, and how often to try; what concerns connections and users is not used.
    public let configuration: KVClient.Configuration
    /// Where the server is, without its token.
    public let url: KVURL

    let exchange: HTTPExchange
    let time: ClientTime

    /// The most commands that one HTTP request carries.
    static let commandsPerRequest = 1000

    /// A store that connects when it is first needed.
    ///
    /// - Parameters:
    ///   - url: An `http://` or `https://` URL; its password is the token if no other is given.
    ///   - token: What the server asks for.
    ///   - configuration: How long to wait, and how often to try.
    /// - Throws: `KVError`: the URL is not one of REST, or there is no token that could be sent.
    public init(
        _ url: KVURL, token: String? = nil, configuration: KVClient.Configuration = .init()
    ) throws(KVError) {
        guard case .rest(let address) = url.place, let base = URL(string: address) else {
            throw KVError(.unsupported, "\(url) is no address of REST, which begins with https:// or http://")
        }
        guard let token = token ?? url.password ?? configuration.password, !token.isEmpty else {
            throw KVError(.invalidURL, "there is no token for \(url)")
        }
        guard token.utf8.allSatisfy({ 33...126 ~= $0 }) else {
            throw KVError(.invalidURL, "the token for \(url) holds what no token can hold")
        }
        self.configuration = configuration
        self.url = KVURL(url.place)
        time = ClientTime(configuration.clock)
        exchange = HTTPExchange(base: base, token: token, timeout: configuration.commandTimeout)
    }

    deinit { exchange.finish() }

    /// Messages, beside commands and plain transactions.
    public var features: KVFeatures { .subscriptions }

    /// Ends what is under way.
    public func close() { exchange.close() }

    /// Sends commands together, in this order, and returns what has become of them.
    ///
    /// More than a thousand go in several requests. Words that are no text are sent too, but each such command needs a
    /// request of its own.
    ///
    /// - Throws: `KVError` for commands that cannot be sent like this, and for a token that the server does not accept;
    ///   `CancellationError`.
    public func outcome(of requests: [KVRequest]) async throws -> KVOutcome {
        try Task.checkCancellation()
        var total = KVOutcome(replies: [])
        let messages = try RESTMessage.messages(for: requests, limit: KVRESTStore.commandsPerRequest)
        for message in messages where total.failure == nil {
            let outcome = try await persist(message)
            total.replies += outcome.replies
            total.failure = outcome.failure
        }
        return total
    }

    /// Runs commands as a transaction: nothing of others runs in between.
    ///
    /// - Throws: `KVError`: no answer, or what a command was refused for before any ran; with the code `unsupported` for
    ///   words that are no text; `CancellationError`.
    public func transaction(_ requests: [KVRequest]) async throws -> [Reply] {
        try Task.checkCancellation()
        if requests.isEmpty { return [] }
        let outcome = try await persist(try RESTMessage.transaction(requests))
        return try outcome.get()
    }

    /// Is not possible: HTTP has no state that could watch.
    ///
    /// - Throws: `KVError` with the code `unsupported`, always.
    public func transaction<Result: Sendable>(
        watching keys: [KVString], attempts: Int,
        _ decide: @Sendable (any KVStore) async throws -> KVDecision<Result>
    ) async throws -> Result {
        throw KVError(.unsupported, "nothing can be watched over REST; a script can decide and write at once")
    }

    /// Has messages of channels delivered, each as a stream of events over a connection of its own. A payload comes as the
    /// text that it is; of a name that has a comma in it, a pattern's message cannot be told apart.
    ///
    /// - Returns: when the server has confirmed all of them, so that nothing published later is missed.
    /// - Throws: `KVError`: what the server refuses, no answer, or none in time; `CancellationError`.
    public func subscribe(to channels: [KVString], patterns: [KVString]) async throws -> KVSubscription {
        let sources =
            channels.map { EventSource(name: $0, isPattern: false) }
            + patterns.map { EventSource(name: $0, isPattern: true) }
        let streams = EventStreams(count: sources.count)
        do {
            try streams.open(sources.map { ($0, try exchange.request(for: $0)) })
            let late = KVError(.timedOut, "the subscription was not confirmed in time")
            if !sources.isEmpty {
                let until = time.elapsed() + configuration.connectTimeout
                try await streams.confirmed.value(before: until, time, otherwise: late)
            }
        } catch {
            streams.close()
            throw error
        }
        return KVSubscription(streams.queue) { streams.close() }
    }

    /// Sends a message until it has an answer, or nothing more can be tried.
    private func persist(_ message: RESTMessage) async throws -> KVOutcome {
        var last = KVOutcome(replies: [])
        try await Persistence(configuration, time).run { isLast in
            do {
                last = KVOutcome(replies: try message.replies(in: try await exchange.send(message, time)))
                return !isLast && last.isRefusedForNow
            } catch let error as KVError {
                if message.isTransaction, error.isPassing { return !isLast }
                // The answer is for all of them, and the same for what would follow.
                if error.isLasting || message.isTransaction && !error.isOfConnection { throw error }
                last = KVOutcome(replies: [], failure: error)
                return error.allowsAnother(message.isHarmless)
            }
        }
        return last
    }
}
