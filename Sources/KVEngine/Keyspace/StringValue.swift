// A string as commands read it: a number or bytes. It refers to the entry and copies nothing.

import RESP

/// The string value of a key; valid until the key changes.
struct StringValue {
    let entry: Entry

    /// The number, when the string is kept as one.
    var integer: Int64? {
        entry.representation == .integer ? entry.integer : nil
    }

    /// The number that the string spells, kept as one or not.
    var number: Int64? { integer ?? IntegerText.parse(entry.bytes) }

    /// The length in bytes.
    var count: Int {
        if let integer { return ByteView.decimalCount(of: integer) }
        return entry.bytes.count
    }

    /// Runs `body` over the string's bytes.
    func withBytes<R, E: Error>(_ body: (ByteView) throws(E) -> R) throws(E) -> R {
        guard let integer else { return try body(entry.bytes) }
        return try ByteView.withDecimal(of: integer, body)
    }

    /// The word OBJECT ENCODING answers.
    var encoding: StaticString {
        switch entry.representation {
        case .integer: "int"
        case .embedded: "embstr"
        case .inlineRaw, .block, .object: "raw"
        }
    }
}

extension ReplyWriter {
    /// The string as a bulk string.
    func bulk(_ value: StringValue) {
        if let integer = value.integer {
            bulk(decimal: integer)
        } else {
            bulk(value.entry.bytes)
        }
    }

    func bulkOrNull(_ value: StringValue?) {
        if let value { bulk(value) } else { null() }
    }
}
