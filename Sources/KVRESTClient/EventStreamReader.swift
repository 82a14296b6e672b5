// A stream of server-sent events, cut into their data however its bytes arrive.
//
// Source: https://html.spec.whatwg.org/multipage/server-sent-events.html

import KVClient

/// Reads events.
struct EventStreamReader {
    /// The longest line, and the longest data of an event, in bytes.
    static let longest = 64 << 20

    private var line: [UInt8] = []
    private var data: [UInt8] = []
    private var hasData = false
    private var endedInReturn = false

    /// Takes bytes, and gives out the data of the events that end in them.
    ///
    /// - Throws: `KVError` for an event that is too long.
    mutating func read(_ bytes: some Sequence<UInt8>) throws(KVError) -> [[UInt8]] {
        var events: [[UInt8]] = []
        for byte in bytes {
            let followsReturn = endedInReturn
            endedInReturn = byte == UInt8(ascii: "\r")
            if byte == UInt8(ascii: "\n"), followsReturn { continue }
            if byte == UInt8(ascii: "\n") || endedInReturn {
                if let event = endLine() { events.append(event) }
                continue
            }
            line.append(byte)
            guard line.count + data.count <= EventStreamReader.longest else {
                throw KVError(
                    .protocolViolation, "an event is longer than \(EventStreamReader.longest) bytes")
            }
        }
        return events
    }

    private mutating func endLine() -> [UInt8]? {
        defer { line.removeAll(keepingCapacity: true) }
        if line.isEmpty {
            defer { (data, hasData) = ([], false) }
            return hasData ? data : nil
        }
        let name = Array("data:".utf8)
        // Comments, which keep the connection alive, and fields that say nothing here.
        guard line.starts(with: name) else { return nil }
        if hasData { data.append(UInt8(ascii: "\n")) }
        hasData = true
        let value = line.dropFirst(name.count)
        data += value.first == UInt8(ascii: " ") ? value.dropFirst() : value
        return nil
    }
}
