// The streams of one subscription: a request for each channel, whose answers have no end.

import Foundation
import KVClient
import KVSockets

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// The streams of events of a subscription.
final class EventStreams: NSObject, URLSessionDataDelegate {
    let queue = EventQueue<KVMessage>()
    /// Is settled when the server has confirmed every channel, or refused one.
    let confirmed = Promise<Void>()
    private let state: Locked<State>

    fileprivate struct Stream {
        let source: EventSource
        var reader = EventStreamReader()
        /// What was answered instead of events.
        var refusal: (status: Int, body: Data)?
    }

    private struct State {
        var session: URLSession?
        var streams: [Int: Stream] = [:]
        var missing: Int
    }

    /// The longest answer that is kept because it is no stream; bytes.
    fileprivate static let longestRefusal = 1 << 16

    init(count: Int) { state = Locked(State(missing: count)) }

    /// Asks for the streams.
    func open(_ requests: [(EventSource, URLRequest)]) {
        let session = URLSession(
            configuration: HTTPExchange.settings(connections: max(requests.count, 1)), delegate: self,
            delegateQueue: nil)
        let tasks = requests.map { source, request in (source, session.dataTask(with: request)) }
        state.withLock { state in
            state.session = session
            for (source, task) in tasks { state.streams[task.taskIdentifier] = Stream(source: source) }
        }
        for (_, task) in tasks { task.resume() }
    }

    /// Ends all of them.
    func close() {
        let session = state.withLock { state in
            defer { state.session = nil }
            return state.session
        }
        session?.invalidateAndCancel()
        queue.finish(nil)
    }

    private func fail(_ error: KVError) {
        confirmed.settle(.failure(error))
        queue.finish(error.code == .closed ? nil : error)
    }

    private func take(_ event: EventSource.Event) {
        switch event {
        case .message(let message): queue.push(message)
        case .other: break
        case .confirmed:
            let isLast = state.withLock { state in
                state.missing -= 1
                return state.missing == 0
            }
            if isLast { confirmed.settle(.success(())) }
        }
    }

    // MARK: What comes

    /// Follows no redirection, as for any other request.
    func urlSession(
        _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
        newRequest request: URLRequest, completionHandler: @escaping @Sendable (URLRequest?) -> Void
    ) {
        completionHandler(nil)
    }

    func urlSession(
        _ session: URLSession, dataTask: URLSessionDataTask, didReceive response: URLResponse,
        completionHandler: @escaping @Sendable (URLSession.ResponseDisposition) -> Void
    ) {
        let answer = response as? HTTPURLResponse
        let isStream =
            answer?.statusCode == 200
            && answer?.value(forHTTPHeaderField: "Content-Type")?.hasPrefix("text/event-stream") == true
        if !isStream {
            state.withLock { state in
                state.streams[dataTask.taskIdentifier]?.refusal = (answer?.statusCode ?? 0, Data())
            }
        }
        completionHandler(.allow)
    }

    func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
        let result = state.withLock { state -> Result<[EventSource.Event], KVError> in
            state.streams[dataTask.taskIdentifier]?.take(data) ?? .success([])
        }
        switch result {
        case .success(let events): events.forEach(take)
        case .failure(let error):
            fail(error)
            close()
        }
    }

    func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
        let refusal = state.withLock { $0.streams[task.taskIdentifier]?.refusal }
        fail(error.map(HTTPExchange.failure) ?? EventStreams.error(refusal))
        close()
    }

    /// Why a stream has ended that should not have.
    private static func error(_ refusal: (status: Int, body: Data)?) -> KVError {
        guard let refusal else { return KVError(.connectionLost, "the server has ended the stream") }
        guard let object = try? JSONSerialization.jsonObject(with: refusal.body) as? [String: Any] else {
            return KVError(
                .connectionLost, "the answer has status \(refusal.status) and is no stream of events")
        }
        return RESTMessage.refusal(object, status: refusal.status)
    }
}

extension EventStreams.Stream {
    /// Takes bytes, and gives out the events that end in them.
    fileprivate mutating func take(_ data: Data) -> Result<[EventSource.Event], KVError> {
        if refusal != nil {
            let room = EventStreams.longestRefusal - (refusal?.body.count ?? 0)
            refusal?.body.append(data.prefix(max(room, 0)))
            return .success([])
        }
        do throws(KVError) {
            return .success(try reader.read(data).map(source.event))
        } catch {
            return .failure(error)
        }
    }
}
