// The form in which a request wants its answer, by two header fields.

import RESP

/// The form of an answer.
package enum RESTFormat: Equatable, Sendable {
    /// JSON with strings as they are.
    case json
    /// JSON with the strings of results in base64.
    case base64
    /// The reply's own bytes; a transaction is answered in JSON all the same.
    case resp2

    /// Reads the values of `Upstash-Encoding` and `Upstash-Response-Format`, each nil where the field is missing.
    ///
    /// An unknown encoding is passed over; an unknown format is an error, and so is base64 with RESP2.
    package init(encoding: ByteView?, format: ByteView?) throws(RESTError) {
        let isBase64 = encoding?.matches("base64") == true
        self = isBase64 ? .base64 : .json
        guard let format, !format.isEmpty, !format.matches("json") else { return }
        guard format.matches("resp2") else { throw .unknownFormat([UInt8](format)) }
        guard !isBase64 else { throw .encodedRESP }
        self = .resp2
    }
}
