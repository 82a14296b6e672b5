// One reply as a client holds it, in either version of the protocol. It is a tree that owns its bytes, made
// for tests, tools and clients; the server itself never builds one.
//
// Attributes (data about the reply that follows) are read and dropped: nothing a Redis server of this age
// sends carries any. Both spellings of absence in RESP2 and the one in RESP3 are the same `null`.

/// A reply, in RESP2 or RESP3.
package enum RESPValue: Equatable, Sendable {
    case simple(String)
    /// An error line: the code word, a space and the message.
    case error(String)
    case integer(Int64)
    case bulk([UInt8])
    case null
    case array([RESPValue])
    /// Pairs in the order they came, a repeated key included.
    case map([RESPPair])
    /// Members in the order they came.
    case set([RESPValue])
    case double(Double)
    case boolean(Bool)
    /// An integer of any size, as its decimal text.
    case bigNumber(String)
    /// Text with a format of three letters (`txt` or `mkd`).
    case verbatim(format: String, [UInt8])
    /// An error that may hold any bytes, line ends included.
    case blobError(String)
    /// Data the client did not ask for in this request.
    case push([RESPValue])
}

/// One entry of a map.
package struct RESPPair: Equatable, Sendable {
    package var key: RESPValue
    package var value: RESPValue

    package init(key: RESPValue, value: RESPValue) {
        self.key = key
        self.value = value
    }
}
