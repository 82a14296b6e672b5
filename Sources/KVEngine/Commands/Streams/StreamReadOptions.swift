// What XREAD and XREADGROUP are asked for: how much, for how long, by whom, and of which streams behind which IDs.

import RESP

/// The options of XREAD and XREADGROUP.
struct StreamReadOptions {
    /// The group that reads, and for which of its consumers.
    struct Reader {
        let group: ByteView
        let consumer: ByteView
    }

    /// The most entries of each stream; 0 for any number.
    private(set) var limit: Int64 = 0
    /// When to give up; nil for who does not wait.
    private(set) var deadline: Int64?
    private(set) var reader: Reader?
    /// Whether the group is not to expect acknowledgements.
    private(set) var noAcknowledgement = false
    /// The arguments that are keys; as many IDs follow.
    private(set) var keys = 0..<0

    /// Reads everything up to the end.
    ///
    /// Error order: from left to right; then no STREAMS, then XREADGROUP without GROUP.
    init(_ call: inout Call, forGroup: Bool) throws(RedisError) {
        while call.remaining > 0, keys.isEmpty {
            let more = call.remaining - 1
            if more > 0, call.accept("block") {
                guard !call.client.isScript else {
                    throw .quoting(
                        "ERR ", call.argument(0), " command is not allowed with BLOCK option from scripts")
                }
                let milliseconds = try call.integer(or: .timeoutNotAnInteger)
                guard milliseconds >= 0 else { throw .negativeTimeout }
                deadline = call.deadline(milliseconds: milliseconds)
            } else if more > 0, call.accept("count") {
                limit = max(try call.integer(), 0)
            } else if more > 0, call.accept("streams") {
                guard call.remaining % 2 == 0 else { throw .unbalancedStreams }
                keys = call.next..<call.next + call.remaining / 2
            } else if more > 1, call.accept("group") {
                guard forGroup else { throw .onlyForGroups("GROUP") }
                reader = Reader(group: try call.bytes(), consumer: try call.bytes())
            } else if call.accept("noack") {
                guard forGroup else { throw .onlyForGroups("NOACK") }
                noAcknowledgement = true
            } else {
                throw .syntax
            }
        }
        guard !keys.isEmpty else { throw .syntax }
        guard !forGroup || reader != nil else {
            throw RedisError("ERR Missing GROUP option for XREADGROUP")
        }
    }

    /// The argument that is the ID for a key.
    func idIndex(ofKeyAt index: Int) -> Int { index + keys.count }
}

extension RedisError {
    fileprivate static var unbalancedStreams: RedisError {
        RedisError(
            "ERR Unbalanced XREAD list of streams: for each stream key an ID or '$' must be specified.")
    }

    fileprivate static func onlyForGroups(_ option: String) -> RedisError {
        RedisError(
            "ERR The \(option) option is only supported by XREADGROUP. You called XREAD instead.")
    }
}
