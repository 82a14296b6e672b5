// The ways a server's reply can be unreadable. All are final: the rest of the stream means nothing.

/// A reply that a client cannot read on from.
package enum ReplyFailure: Error, Equatable, Sendable {
    /// A reply starts with a byte that names no type.
    case unknownType(UInt8)
    /// A string or an aggregate of unannounced length, which Redis never sends.
    case streamedType(UInt8)
    /// A line is not ended by CR and LF, or holds one of them inside.
    case badLineEnd
    /// A line is longer than the limit.
    case lineTooLong
    /// A header holds no length, or a negative one that does not stand for null.
    case invalidLength
    /// A string is longer than the limit.
    case bulkTooLong
    /// An aggregate announces more elements than the limit.
    case tooManyElements
    /// Aggregates are nested deeper than the limit.
    case nestedTooDeep
    /// A scalar is not spelled as its type demands.
    case invalidScalar(type: UInt8)
}
