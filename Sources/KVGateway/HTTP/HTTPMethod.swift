// The methods of requests. Those that no answer depends on have no name here.

import RESP

/// What a request wants done with its target.
package enum HTTPMethod: Sendable {
    case get
    case head
    case post
    case put
    case delete
    case patch
    case options
    case connect
    /// Any other; the head has its bytes.
    case other

    /// Reads a method; upper and lower case differ.
    init(_ bytes: ByteView) {
        switch bytes.count {
        case 3: self = bytes == "GET" ? .get : bytes == "PUT" ? .put : .other
        case 4: self = bytes == "POST" ? .post : bytes == "HEAD" ? .head : .other
        case 5: self = bytes == "PATCH" ? .patch : .other
        case 6: self = bytes == "DELETE" ? .delete : .other
        case 7: self = bytes == "OPTIONS" ? .options : bytes == "CONNECT" ? .connect : .other
        default: self = .other
        }
    }
}

/// The version that a client speaks; a later 1.x counts as 1.1, as it has to.
package enum HTTPVersion: Sendable {
    case http10
    case http11
}

extension HTTPVersion {
    /// Reads what ends a request line.
    init(_ bytes: ByteView) throws(HTTPFailure) {
        if bytes == "HTTP/1.1" {
            self = .http11
            return
        }
        guard bytes.count == 8, bytes[0..<5] == "HTTP/", bytes[6] == UInt8(ascii: "."),
            HTTPBytes.isDigit(bytes[5]), HTTPBytes.isDigit(bytes[7])
        else { throw .version }
        guard bytes[5] == UInt8(ascii: "1") else { throw .otherVersion }
        self = bytes[7] == UInt8(ascii: "0") ? .http10 : .http11
    }
}
