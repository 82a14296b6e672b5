// A feature flag as it is stored: `1` or `0`, or for one that is on for some only, who they are.

import Foundation
import KVClient

/// For whom a feature is on.
public struct FeatureFlag: Hashable, Sendable, Codable {
    /// For everybody.
    public var isEnabled: Bool
    /// For these users, whatever else is said.
    public var actors: [String]
    /// For users of these groups.
    public var groups: [String]
    /// For so many of a hundred users, always the same ones.
    public var percentage: Double
    /// Not before, in milliseconds since 1970.
    public var from: Int64?
    /// Not from then on, in milliseconds since 1970.
    public var until: Int64?

    /// A flag.
    public init(
        isEnabled: Bool = false, actors: [String] = [], groups: [String] = [], percentage: Double = 0,
        from: Int64? = nil, until: Int64? = nil
    ) {
        self.isEnabled = isEnabled
        self.actors = actors
        self.groups = groups
        self.percentage = min(max(percentage, 0), 100)
        self.from = from
        self.until = until
    }

    /// On for everybody.
    public static let on = FeatureFlag(isEnabled: true)
    /// Off for everybody.
    public static let off = FeatureFlag()

    /// Who asks for a feature.
    public struct Actor: Hashable, Sendable {
        /// The user.
        public var id: String
        /// The groups he is of.
        public var groups: Set<String>

        /// A user and his groups.
        public init(_ id: String, groups: Set<String> = []) {
            self.id = id
            self.groups = groups
        }
    }

    /// Whether a feature is on for somebody at a time.
    ///
    /// - Parameters:
    ///   - name: the feature's name: the same user is of different hundreds for different features.
    ///   - actor: who asks; nobody in particular when nil.
    ///   - now: milliseconds since 1970.
    public func isOn(_ name: String, for actor: Actor?, at now: Int64) -> Bool {
        if let from, now < from { return false }
        if let until, now >= until { return false }
        if isEnabled { return true }
        guard let actor else { return false }
        if actors.contains(actor.id) || groups.contains(where: actor.groups.contains) { return true }
        // A thousand parts of a per cent.
        let part = Double(Checksum.crc32(Array((name + actor.id).utf8)) % 100_000)
        return part < percentage * 1000
    }

    /// Whether it takes a time to say whether it is on.
    var isScheduled: Bool { from != nil || until != nil }

    /// As it is stored.
    var text: String {
        if self == .on { return "1" }
        if self == .off { return "0" }
        return (try? CacheCoding<FeatureFlag>.json.encode(self)).map { String(decoding: $0, as: UTF8.self) }
            ?? "0"
    }

    /// What is stored; nil for what is no flag. Other code may have written `true` and `false`.
    init?(text: String) {
        switch text {
        case "1", "true": self = .on
        case "0", "false": self = .off
        default:
            guard let flag = try? CacheCoding<FeatureFlag>.json.decode(Array(text.utf8)) else { return nil }
            self = flag
        }
    }
}

enum Checksum {
    /// CRC-32 as in zip files: what it is for one byte after another.
    static func crc32(_ bytes: [UInt8]) -> UInt32 {
        var crc: UInt32 = 0xFFFF_FFFF
        for byte in bytes {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
        }
        return ~crc
    }
}
