// What a parser says about the bytes it was given.

import RESP

/// The outcome of one call of `HTTPRequestParser.next`.
package struct HTTPStep {
    /// How many of the bytes are done with: they are not given again.
    package let consumed: Int
    /// What they amount to.
    package let event: Event

    package enum Event {
        /// Something is unfinished; with so many more bytes, at least one, it makes sense to call again.
        case needMore(Int)
        /// A head is complete; the next call is about its body, even where it has none.
        case head(HTTPRequestHead)
        /// The body, empty where there is none or where it was thrown away: the request is over.
        ///
        /// It is part of the input, or else of the parser's memory, and good until the next call.
        case body(ByteView)
        /// The connection has to be closed after the answer; asking again gives the same.
        case failure(HTTPFailure)
    }
}
