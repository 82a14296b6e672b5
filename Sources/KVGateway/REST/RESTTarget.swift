// Where a request goes: the raw target of its request line, told apart. Bytes are looked at as they came, since
// a target that was decoded first could not tell a slash from `%2F`.
//
// The JavaScript client does not encode the channels it subscribes to: of "a b/c" its runtime makes `a%20b/c`, two
// channels, here as at the real service, and a `?` in a pattern starts the query, of which a stream takes no more
// than the token. A fragment is never sent, so `#` is a byte like any other.

import RESP

/// What a path asks for.
package enum RESTRoute {
    /// One command, as JSON in the body.
    case root
    /// Commands as JSON in the body, run in order.
    case pipeline
    /// Commands as JSON in the body, run as a transaction.
    case transaction
    /// One command, in the path, the body and the query.
    case command(RESTPath)
    /// A stream of the messages of channels.
    case subscribe([[UInt8]])
    /// A stream of the messages of the channels that match patterns.
    case patternSubscribe([[UInt8]])
    /// A stream of the commands that the server runs.
    case monitor
    /// Nothing that can be served.
    case invalid(RESTError)
}

/// The target of a request; its views are those of the bytes it was read from.
package struct RESTTarget {
    package let route: RESTRoute
    /// The parameters, among them a token.
    package let query: RESTQuery

    /// Reads the target of a request line: a path with a query, or a whole URL, as a proxy sends it.
    package init(_ target: ByteView) {
        let local = RESTTarget.withoutAuthority(target)
        var end = 0
        while end < local.count, local[end] != UInt8(ascii: "?") { end &+= 1 }
        query = RESTQuery(local[min(end + 1, local.count)..<local.count])
        route = RESTRoute(path: local[0..<end])
    }

    private static func withoutAuthority(_ target: ByteView) -> ByteView {
        guard !target.isEmpty, target[0] != UInt8(ascii: "/") else { return target }
        for scheme in ["http://", "https://"] as [StaticString] {
            let length = scheme.utf8CodeUnitCount
            guard target.count >= length, target[0..<length].matches(scheme) else { continue }
            var index = length
            while index < target.count, target[index] != UInt8(ascii: "/"), target[index] != UInt8(ascii: "?")
            {
                index &+= 1
            }
            return index < target.count ? target[index..<target.count] : ByteView("/")
        }
        return target
    }
}

extension RESTRoute {
    /// Reads a path; what is no path is invalid, but for a URL that has none.
    init(path: ByteView) {
        guard path.isEmpty || path[0] == UInt8(ascii: "/") else {
            self = .invalid(.badTarget)
            return
        }
        let segments = RESTPath(path)
        if segments.isEmpty {
            self = .root
        } else if segments.isOnly("pipeline") {
            self = .pipeline
        } else if segments.isOnly("multi-exec") {
            self = .transaction
        } else {
            self = RESTRoute.stream(segments) ?? .command(segments)
        }
    }

    /// The stream that a path asks for; nil when it asks for none.
    private static func stream(_ path: RESTPath) -> RESTRoute? {
        let (name, next) = path.segment(from: 0)
        if name.matches("monitor") {
            return next > path.raw.count ? .monitor : .invalid(.wrongArity(command: .monitor))
        }
        let isPattern = name.matches("psubscribe")
        guard isPattern || name.matches("subscribe") else { return nil }
        guard next <= path.raw.count else {
            return .invalid(.wrongArity(command: isPattern ? .psubscribe : .subscribe))
        }
        do {
            let channels = try path.arguments(from: next)
            return isPattern ? .patternSubscribe(channels) : .subscribe(channels)
        } catch {
            return .invalid(error)
        }
    }
}
