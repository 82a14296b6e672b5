// A channel, or a pattern of channels, whose messages come as events.

import KVClient

/// What a stream of events is about.
struct EventSource: Sendable {
    let name: KVString
    let isPattern: Bool

    /// Behind the server's address.
    var path: String { (isPattern ? "/psubscribe/" : "/subscribe/") + PercentCoding.encode(name.bytes) }

    /// What an event says.
    enum Event: Equatable {
        case confirmed
        case message(KVMessage)
        /// What was not asked for.
        case other
    }

    /// The parts of an event stand between commas, the payload last and with all of its own.
    func event(_ data: [UInt8]) -> Event {
        func rest(after word: String) -> ArraySlice<UInt8>? {
            let start = Array(word.utf8) + [UInt8(ascii: ",")] + name.bytes + [UInt8(ascii: ",")]
            return data.starts(with: start) ? data.dropFirst(start.count) : nil
        }
        if rest(after: isPattern ? "psubscribe" : "subscribe") != nil { return .confirmed }
        guard let rest = rest(after: isPattern ? "pmessage" : "message") else { return .other }
        guard isPattern else { return .message(KVMessage(channel: name, payload: KVString(Array(rest)))) }
        guard let comma = rest.firstIndex(of: UInt8(ascii: ",")) else { return .other }
        return .message(
            KVMessage(
                channel: KVString(Array(rest[..<comma])), pattern: name,
                payload: KVString(Array(rest[(comma + 1)...]))))
    }
}
