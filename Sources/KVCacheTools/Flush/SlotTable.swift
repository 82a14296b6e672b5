// A cluster's map: which master serves which slots, and which slot a key is in.

import KVClient

/// Which master serves which slots.
struct SlotTable: Sendable {
    /// Where a member of the cluster listens.
    struct Place: Hashable, Sendable, CustomStringConvertible {
        let host: String
        let port: Int

        var description: String { "\(host):\(port)" }
    }

    private var ranges: [(slots: ClosedRange<Int>, master: Place)] = []

    init() {}

    /// Reads the reply to CLUSTER SLOTS.
    ///
    /// - Parameter url: the server that was asked; a member that does not know its own name is that one.
    init(_ reply: Reply, askedAt url: KVURL) {
        for entry in reply.elements ?? [] {
            guard let parts = entry.elements, parts.count >= 3,
                let first = parts[0].integer, let last = parts[1].integer, first >= 0, last >= first,
                last < 16_384,
                let master = parts[2].elements, master.count >= 2, let port = master[1].integer
            else { continue }
            let host = master[0].text ?? ""
            let place = Place(host: host.isEmpty || host == "?" ? url.host ?? "" : host, port: Int(port))
            ranges.append((Int(first)...Int(last), place))
        }
    }

    /// Each master once, in the order of their first slots.
    var masters: [Place] {
        var seen: Set<Place> = []
        return ranges.sorted { $0.slots.lowerBound < $1.slots.lowerBound }.map(\.master)
            .filter { seen.insert($0).inserted }
    }

    func master(of slot: Int) -> Place? { ranges.first { $0.slots.contains(slot) }?.master }
}

/// Slots of keys, as the cluster's specification has them: CRC16 (XMODEM) of the key, or of what it has in braces.
enum KeySlot {
    static func of(_ key: [UInt8]) -> Int {
        Int(checksum(hashed(key))) & 16_383
    }

    /// What stands in the first braces, if anything does; else the whole key.
    private static func hashed(_ key: [UInt8]) -> ArraySlice<UInt8> {
        guard let open = key.firstIndex(of: UInt8(ascii: "{")) else { return key[...] }
        let rest = key[(open + 1)...]
        guard let close = rest.firstIndex(of: UInt8(ascii: "}")), close > open + 1 else { return key[...] }
        return rest[..<close]
    }

    private static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt16 {
        bytes.reduce(0) { sum, byte in sum << 8 ^ table[Int(UInt8(sum >> 8) ^ byte)] }
    }

    private static let table: [UInt16] = (0..<256).map { byte in
        (0..<8).reduce(UInt16(byte) << 8) { sum, _ in sum & 0x8000 != 0 ? sum << 1 ^ 0x1021 : sum << 1 }
    }
}
