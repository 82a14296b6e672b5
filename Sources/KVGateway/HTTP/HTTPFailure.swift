// The ways a request can break HTTP, with the answer to each. All are final: after one of them it is unknown,
// or not worth knowing, where the next request starts.

/// A broken request. The client is answered and then disconnected.
package struct HTTPFailure: Error, Equatable, Sendable {
    /// The status of the answer.
    package let status: HTTPStatus
    /// A sentence for the person who reads the answer.
    package let message: String

    package init(_ status: HTTPStatus, _ message: String) {
        self.status = status
        self.message = message
    }

    private static func bad(_ message: String) -> HTTPFailure { HTTPFailure(.badRequest, message) }
}

// MARK: - Lines

extension HTTPFailure {
    static var bareReturn: HTTPFailure { bad("A carriage return is not followed by a line feed.") }
    static var bareLineFeed: HTTPFailure { bad("A line ends in a line feed without a carriage return.") }
    static var emptyLines: HTTPFailure { bad("There are too many empty lines in front of the request.") }
    static var headTooLong: HTTPFailure { HTTPFailure(.fieldsTooLarge, "The header fields are too long.") }
    static var tooManyFields: HTTPFailure {
        HTTPFailure(.fieldsTooLarge, "There are too many header fields.")
    }
}

// MARK: - The request line

extension HTTPFailure {
    static var speaksRESP: HTTPFailure { bad("This port speaks HTTP, and the request is one of RESP.") }
    static var speaksTLS: HTTPFailure { bad("This port speaks plain HTTP, and the request is one of TLS.") }
    static var method: HTTPFailure { bad("The request does not start with an HTTP method.") }
    static var noTarget: HTTPFailure { bad("The request line has no target; this port speaks HTTP.") }
    static var noVersion: HTTPFailure { bad("The request line has no HTTP version; this port speaks HTTP.") }
    static var target: HTTPFailure { bad("The target of the request is not one that HTTP knows.") }
    static var targetByte: HTTPFailure { bad("The target of the request holds a control character.") }
    static var version: HTTPFailure { bad("The request line does not end in an HTTP version.") }
    static var otherVersion: HTTPFailure {
        HTTPFailure(.versionNotSupported, "This port speaks HTTP/1.1 and HTTP/1.0.")
    }
    static var lineTooLong: HTTPFailure { HTTPFailure(.targetTooLong, "The request line is too long.") }
}

// MARK: - Fields

extension HTTPFailure {
    static var foldedField: HTTPFailure { bad("A header line starts with white space.") }
    static var noColon: HTTPFailure { bad("A header line has no colon.") }
    static var noName: HTTPFailure { bad("A header line has no name in front of the colon.") }
    static var spaceBeforeColon: HTTPFailure {
        bad("White space stands in front of the colon of a header line.")
    }
    static var nameByte: HTTPFailure { bad("The name of a header field holds a character that none may.") }
    static var valueByte: HTTPFailure { bad("The value of a header field holds a control character.") }
    static var noHost: HTTPFailure { bad("The Host field is missing.") }
    static var hosts: HTTPFailure { bad("There is more than one Host field.") }
    static var host: HTTPFailure { bad("The Host field does not name a host.") }
    static var expectation: HTTPFailure {
        HTTPFailure(.expectationFailed, "The only expectation that can be met is 100-continue.")
    }
}

// MARK: - The length of the body

extension HTTPFailure {
    static var lengths: HTTPFailure { bad("There is more than one Content-Length field.") }
    static var length: HTTPFailure { bad("The Content-Length field is not one number.") }
    static var lengthAndCoding: HTTPFailure {
        bad("Content-Length and Transfer-Encoding contradict each other.")
    }
    static var codings: HTTPFailure { bad("There is more than one Transfer-Encoding field.") }
    static var coding: HTTPFailure { bad("The end of the body is unknown: its last coding is not chunked.") }
    static var otherCoding: HTTPFailure {
        HTTPFailure(.notImplemented, "The only transfer coding that is understood is chunked.")
    }
    static var oldCoding: HTTPFailure { bad("HTTP/1.0 has no Transfer-Encoding.") }
    static var bodyTooLong: HTTPFailure { HTTPFailure(.contentTooLarge, "The body is too long.") }
}

// MARK: - Chunks

extension HTTPFailure {
    static var chunkSize: HTTPFailure { bad("The size of a chunk is not a hexadecimal number.") }
    static var chunkSizeDigits: HTTPFailure { bad("The size of a chunk has too many digits.") }
    static var chunkExtension: HTTPFailure { bad("What follows the size of a chunk is not an extension.") }
    static var chunkExtensions: HTTPFailure {
        HTTPFailure(.contentTooLarge, "The extensions of the chunks are too long.")
    }
    static var chunkEnd: HTTPFailure { bad("A chunk is longer than its size.") }
    static var trailerTooLong: HTTPFailure {
        HTTPFailure(.fieldsTooLarge, "The trailer fields are too long.")
    }
    static var trailerFields: HTTPFailure {
        HTTPFailure(.fieldsTooLarge, "There are too many trailer fields.")
    }
}
