// An entry of a stream, as a test writes it down.

import KVClient
import KVEngine

/// An entry of a stream: an ID, and fields with their values.
///
/// ```swift
/// #expect(server.stream("orders")?.last?["state"] == "paid")
/// ```
public struct StreamEntry: Hashable, Sendable {
    /// A field and its value.
    public struct Field: Hashable, Sendable {
        /// The field's name.
        public let name: KVString
        /// What it holds.
        public let value: KVString
    }

    /// `<milliseconds>-<sequence>`, as `1700000000000-0`.
    public let id: String
    /// The fields as they were added; one may be there twice.
    public let fields: [Field]

    /// An entry with an ID and fields in their order.
    public init(_ id: String, _ fields: KeyValuePairs<KVString, KVString>) {
        self.id = id
        self.fields = fields.map { Field(name: $0.key, value: $0.value) }
    }

    /// The value of a field, of the first if there are several; nil when there is none.
    public subscript(name: KVString) -> KVString? { fields.first { $0.name == name }?.value }

    init(_ stored: StoredStream.Entry) {
        id = stored.id
        let words = stored.words
        fields = stride(from: 0, to: words.count - 1, by: 2).map {
            Field(name: KVString(words[$0]), value: KVString(words[$0 + 1]))
        }
    }

    /// The entry as the engine shows it.
    var stored: StoredStream.Entry {
        StoredStream.Entry(id: id, words: fields.flatMap { [$0.name.bytes, $0.value.bytes] })
    }

    /// The command that adds it to a stream.
    func command(addingTo key: KVString) -> [[UInt8]] {
        ["XADD".commandWord, key.bytes, id.commandWord] + stored.words
    }
}
