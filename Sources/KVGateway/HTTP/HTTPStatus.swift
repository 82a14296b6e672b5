// The status codes of our answers and the words that go with them.

/// The status of an answer.
package struct HTTPStatus: Equatable, Sendable {
    /// The three digits.
    package let code: Int
    /// The words behind the digits; no program reads them.
    package let reason: StaticString

    package static func == (left: HTTPStatus, right: HTTPStatus) -> Bool { left.code == right.code }

    private init(_ code: Int, _ reason: StaticString) { (self.code, self.reason) = (code, reason) }

    /// Any status that a failure can have; for those that have no name here the words only tell whose failure it is.
    package init(failure code: Int) {
        let known = HTTPStatus.failures.first { $0.code == code }
        self = known ?? HTTPStatus(code, code < 500 ? "Client Error" : "Server Error")
    }

    package static let ok = HTTPStatus(200, "OK")
    package static let noContent = HTTPStatus(204, "No Content")
    package static let badRequest = HTTPStatus(400, "Bad Request")
    package static let unauthorized = HTTPStatus(401, "Unauthorized")
    package static let forbidden = HTTPStatus(403, "Forbidden")
    package static let notFound = HTTPStatus(404, "Not Found")
    package static let methodNotAllowed = HTTPStatus(405, "Method Not Allowed")
    package static let requestTimeout = HTTPStatus(408, "Request Timeout")
    package static let contentTooLarge = HTTPStatus(413, "Content Too Large")
    package static let targetTooLong = HTTPStatus(414, "URI Too Long")
    package static let expectationFailed = HTTPStatus(417, "Expectation Failed")
    package static let tooManyRequests = HTTPStatus(429, "Too Many Requests")
    package static let fieldsTooLarge = HTTPStatus(431, "Request Header Fields Too Large")
    package static let internalError = HTTPStatus(500, "Internal Server Error")
    package static let notImplemented = HTTPStatus(501, "Not Implemented")
    package static let unavailable = HTTPStatus(503, "Service Unavailable")
    package static let versionNotSupported = HTTPStatus(505, "HTTP Version Not Supported")

    private static let failures: [HTTPStatus] = [
        .badRequest, .unauthorized, .forbidden, .notFound, .methodNotAllowed, .requestTimeout,
        .contentTooLarge, .targetTooLong, .expectationFailed, .tooManyRequests, .fieldsTooLarge,
        .internalError, .notImplemented, .unavailable, .versionNotSupported,
    ]

    /// Whether an answer of this status never has a body, and so never says how long one is.
    package var forbidsBody: Bool { self == .noContent }
}
