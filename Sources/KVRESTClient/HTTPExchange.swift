// One HTTP request and its answer, by URLSession.

import Foundation
import KVClient

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// Sends messages to one server.
final class HTTPExchange: Sendable {
    private let session: URLSession
    private let base: String
    private let token: String
    private let timeout: Duration?

    init(base: URL, token: String, timeout: Duration?) {
        self.base = base.absoluteString
        self.token = token
        self.timeout = timeout
        session = URLSession(
            configuration: HTTPExchange.settings(connections: 16), delegate: NoRedirection(),
            delegateQueue: nil)
    }

    /// No cookies, nothing kept, and no limits of time: the client's own clock says when it is enough.
    static func settings(connections: Int) -> URLSessionConfiguration {
        let settings = URLSessionConfiguration.ephemeral
        settings.httpCookieStorage = nil
        settings.urlCache = nil
        settings.httpMaximumConnectionsPerHost = connections
        settings.timeoutIntervalForRequest = 86_400
        settings.timeoutIntervalForResource = 86_400 * 365
        return settings
    }

    /// Ends at once; what is under way fails.
    func close() { session.invalidateAndCancel() }

    /// Ends when nothing is under way any more.
    func finish() { session.finishTasksAndInvalidate() }

    /// Sends a message and returns the answer.
    ///
    /// - Throws: `KVError`: no answer, or none in time; `CancellationError`.
    func send(_ message: RESTMessage, _ time: ClientTime) async throws -> HTTPAnswer {
        guard let url = URL(string: base + message.path) else {
            throw KVError(.unsupported, "the command cannot be written as a path")
        }
        var request = request(to: url, Data(message.body))
        request.setValue("base64", forHTTPHeaderField: "Upstash-Encoding")
        return try await answer(to: request, time)
    }

    /// What asks for the events of a channel.
    ///
    /// - Throws: `KVError` for a name that no path can have.
    func request(for source: EventSource) throws(KVError) -> URLRequest {
        guard !source.name.bytes.isEmpty, let url = URL(string: base + source.path) else {
            throw KVError(.unsupported, "the name of the channel cannot be written as a path")
        }
        var request = request(to: url, Data("[]".utf8))
        request.setValue("text/event-stream", forHTTPHeaderField: "Accept")
        return request
    }

    private func request(to url: URL, _ body: Data) -> URLRequest {
        var request = URLRequest(url: url)
        request.httpMethod = "POST"
        request.httpBody = body
        request.setValue("Bearer \(token)", forHTTPHeaderField: "Authorization")
        request.setValue("application/json", forHTTPHeaderField: "Content-Type")
        request.cachePolicy = .reloadIgnoringLocalCacheData
        return request
    }

    private func answer(to request: URLRequest, _ time: ClientTime) async throws -> HTTPAnswer {
        let promise = Promise<HTTPAnswer>()
        let task = session.dataTask(with: request) { data, response, error in
            promise.settle(HTTPExchange.result(data, response, error))
        }
        task.resume()
        defer { task.cancel() }
        guard let timeout else { return try await promise.value() }
        let late = KVError(.timedOut, "no answer came within \(timeout)", isInDoubt: true)
        return try await promise.value(before: time.elapsed() + timeout, time, otherwise: late)
    }

    private static func result(
        _ data: Data?, _ response: URLResponse?, _ error: (any Error)?
    ) -> Result<HTTPAnswer, any Error> {
        if let error { return .failure(failure(error)) }
        guard let response = response as? HTTPURLResponse else {
            return .failure(KVError(.protocolViolation, "the answer is not of HTTP", isInDoubt: true))
        }
        return .success(HTTPAnswer(status: response.statusCode, body: data ?? Data()))
    }

    static func failure(_ error: any Error) -> KVError {
        guard let error = error as? URLError else {
            return KVError(.connectionLost, "\(error)", isInDoubt: true)
        }
        if error.code == .cancelled {
            return KVError(.closed, "the client has been closed", isInDoubt: true)
        }
        let unsent: Set<URLError.Code> = [
            .cannotFindHost, .cannotConnectToHost, .dnsLookupFailed, .notConnectedToInternet,
        ]
        return KVError(
            .connectionLost, "no answer came: \(error.localizedDescription)",
            isInDoubt: !unsent.contains(error.code))
    }
}

/// Follows no redirection: the token is for the server that it was given for.
private final class NoRedirection: NSObject, URLSessionTaskDelegate {
    func urlSession(
        _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
        newRequest request: URLRequest, completionHandler: @escaping @Sendable (URLRequest?) -> Void
    ) {
        completionHandler(nil)
    }
}
