// A session as it is stored, and its cookie.

import Foundation
import KVClient

/// Who is logged in, since when.
public struct Session: Hashable, Sendable {
    /// Until the year 9999.
    static let times: ClosedRange<Int64> = 0...253_402_300_799_999

    /// What the cookie holds; nobody can guess it.
    public let id: String
    /// Whose it is.
    public let userID: String
    /// When it began, in milliseconds since 1970 by the server's clock.
    public let createdAt: Int64
    /// When it was last used, to the minute.
    public internal(set) var lastActivity: Int64
    /// What else the application wants to know.
    public internal(set) var values: [String: String]
}

/// What is at the key of a session: the fields that the documents have, and others beside them.
struct StoredSession: Codable, Sendable {
    var userId: UserID
    var createdAt: Int64
    var lastActivity: Int64
    var values: [String: String]?

    /// Other code stores users as numbers.
    struct UserID: Codable, Sendable {
        var text: String

        init(_ text: String) { self.text = text }

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let number = try? container.decode(Int64.self) {
                text = String(number)
            } else {
                text = try container.decode(String.self)
            }
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            try container.encode(text)
        }
    }

    init(_ session: Session) {
        userId = UserID(session.userID)
        createdAt = session.createdAt
        lastActivity = session.lastActivity
        values = session.values.isEmpty ? nil : session.values
    }

    func session(_ id: String) -> Session {
        Session(
            id: id, userID: userId.text, createdAt: createdAt, lastActivity: lastActivity,
            values: values ?? [:])
    }
}

/// A cookie of a response.
public struct SessionCookie: Hashable, Sendable {
    /// Its name.
    public var name = "session"
    /// Where it is sent to.
    public var path = "/"
    /// Whether it is sent over TLS only; to be true but on a developer's machine.
    public var isSecure = true

    /// The cookie `session` for all paths, over TLS only.
    public init() {}

    /// The value of `Set-Cookie` that has the browser keep a session. To be sent with each response: a browser drops the
    /// cookie when it said so at first, however long the session goes on.
    public func header(for id: String, lifetime: Duration) -> String {
        field(id, seconds: lifetime.components.seconds)
    }

    /// The value of `Set-Cookie` that has the browser drop it.
    public var removal: String { field("", seconds: 0) }

    private func field(_ value: String, seconds: Int64) -> String {
        "\(name)=\(value); Path=\(path); Max-Age=\(seconds); HttpOnly; SameSite=Lax"
            + (isSecure ? "; Secure" : "")
    }
}
