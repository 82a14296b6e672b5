// The token that a request shows, and whether it is the right one.

import RESP

/// Access tokens.
package enum RESTToken {
    /// The token of an `Authorization` field: what follows `Bearer`, in any case, or all of it.
    package static func inAuthorization(_ field: ByteView) -> ByteView {
        let value = trimmed(field)
        guard value.count > 6, value[0..<6].matches("bearer"), isSpace(value[6]) else { return value }
        return trimmed(value[7..<value.count])
    }

    /// The token that a request shows: that of the query, which wins, else that of the header field.
    package static func shown(in query: RESTQuery, authorization: ByteView?) -> [UInt8]? {
        query.token ?? authorization.map { [UInt8](inAuthorization($0)) }
    }

    /// Whether a token is the expected one, in a time that tells nothing of where they differ.
    package static func matches(_ shown: ByteView, _ expected: ByteView) -> Bool {
        guard !expected.isEmpty else { return false }
        var difference = shown.count ^ expected.count
        for index in 0..<shown.count {
            difference |= Int(shown[index] ^ expected[index % expected.count])
        }
        return difference == 0
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

    private static func trimmed(_ view: ByteView) -> ByteView {
        var (start, end) = (0, view.count)
        while start < end, isSpace(view[start]) { start &+= 1 }
        while end > start, isSpace(view[end &- 1]) { end &-= 1 }
        return view[start..<end]
    }
}
