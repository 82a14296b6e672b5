// A member of a set as it is handed from one set to another or to a reply: as the number or the bytes that the
// set keeps, so that between sets of integers no number is spelled out and read again.

import RESP

/// One member of a set; bytes are borrowed from the set, and valid until the set changes.
enum SetMember {
    case integer(Int64)
    case bytes(ByteView)

    /// Runs `body` over the member's bytes.
    func withBytes<R>(_ body: (ByteView) -> R) -> R {
        switch self {
        case .integer(let integer): ByteView.withDecimal(of: integer, body)
        case .bytes(let view): body(view)
        }
    }
}

extension ReplyWriter {
    /// The member as a bulk string.
    func bulk(_ member: SetMember) {
        switch member {
        case .integer(let integer): bulk(decimal: integer)
        case .bytes(let view): bulk(view)
        }
    }
}
