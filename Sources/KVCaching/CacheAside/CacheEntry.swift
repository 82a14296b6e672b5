// What is stored for a value: a line that says what must be known of it, and the value. Without the line it is a value that
// other code has stored, which is as good.

import KVClient

/// A value of a cache as it is stored.
struct CacheEntry: Equatable, Sendable {
    /// Nil for what is known not to be there.
    var payload: [UInt8]?
    /// For how long before its end it is stale.
    var staleMilliseconds: Int64 = 0
    /// What it cost to make.
    var costMilliseconds: Int64 = 0
    /// Of which state of the data it is; the larger the newer.
    var version: Int64 = 0

    private static let mark = Array("kv1;".utf8)

    var bytes: [UInt8] {
        let kind = payload == nil ? "absent" : "value"
        let line = "\(staleMilliseconds);\(costMilliseconds);\(version);\(kind)\n"
        return CacheEntry.mark + Array(line.utf8) + (payload ?? [])
    }

    init(
        payload: [UInt8]?, staleMilliseconds: Int64 = 0, costMilliseconds: Int64 = 0, version: Int64 = 0
    ) {
        self.payload = payload
        self.staleMilliseconds = staleMilliseconds
        self.costMilliseconds = costMilliseconds
        self.version = version
    }

    init(_ stored: KVString) {
        let bytes = stored.bytes
        guard bytes.starts(with: CacheEntry.mark), let end = bytes.firstIndex(of: 10) else {
            self.init(payload: bytes)
            return
        }
        let parts = String(decoding: bytes[CacheEntry.mark.count..<end], as: UTF8.self).split(separator: ";")
        guard parts.count == 4, let stale = Int64(parts[0]), let cost = Int64(parts[1]),
            let version = Int64(parts[2]), 0...1 << 60 ~= stale, 0...1 << 60 ~= cost
        else {
            self.init(payload: bytes)
            return
        }
        self.init(
            payload: parts[3] == "absent" ? nil : Array(bytes[(end + 1)...]), staleMilliseconds: stale,
            costMilliseconds: cost, version: version)
    }
}
