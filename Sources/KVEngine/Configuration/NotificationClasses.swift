// `notify-keyspace-events`: which keyspace events are published, as a set of letters.

import RESP

/// The classes of events that are published.
package struct NotificationClasses: OptionSet, Sendable {
    package let rawValue: UInt16

    package init(rawValue: UInt16) { self.rawValue = rawValue }

    /// Every letter that `notify-keyspace-events` knows.
    package static var alphabet: String { "A" + String(decoding: letters, as: UTF8.self) }

    /// The letters of single classes in the order in which CONFIG GET tells them; a class's bit is its place.
    private static let letters = Array("g$lshzxetdnKEm".utf8)

    /// What `A` stands for: every class but those of new keys and of misses, without K and E.
    static let all = NotificationClasses(rawValue: (1 << 10) - 1)
    /// Events are published to `__keyspace@N__:key`.
    static let keyspace = letter("K")
    /// Events are published to `__keyevent@N__:event`.
    static let keyevent = letter("E")

    /// Reads letters; nil when one is unknown.
    init?(_ text: ByteView) {
        self.init()
        for index in 0..<text.count {
            if text[index] == UInt8(ascii: "A") {
                formUnion(.all)
            } else if let place = Self.letters.firstIndex(of: text[index]) {
                insert(NotificationClasses(rawValue: 1 << place))
            } else {
                return nil
            }
        }
    }

    private static func letter(_ letter: Unicode.Scalar) -> NotificationClasses {
        let place = letters.firstIndex(of: UInt8(ascii: letter)) ?? 0
        return NotificationClasses(rawValue: 1 << place)
    }

    /// Whether anything can be published: events of some class, under some channel.
    var arePublished: Bool {
        let channels: NotificationClasses = [.keyspace, .keyevent]
        return !isDisjoint(with: channels) && !isSubset(of: channels)
    }

    /// Whether events of a class are wanted.
    func contains(_ eventClass: EventClass) -> Bool {
        guard let place = Self.letters.firstIndex(of: eventClass.rawValue) else { return false }
        return rawValue & 1 << place != 0
    }

    /// As CONFIG GET tells them: `A` in the place of its letters (and, as in Redis, of `n`).
    var text: String {
        var bytes: [UInt8] = []
        let coversAll = isSuperset(of: .all)
        if coversAll { bytes.append(UInt8(ascii: "A")) }
        for (place, letter) in Self.letters.enumerated() where rawValue & 1 << place != 0 {
            if coversAll && place <= 10 { continue }
            bytes.append(letter)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
