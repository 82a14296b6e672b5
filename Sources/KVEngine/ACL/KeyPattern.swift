// Which keys a user may touch, and how: a glob pattern with the permission to read, to write, or both.

import RESP

/// What may be done, or is done, with a key.
struct KeyAccess: OptionSet {
    let rawValue: UInt8

    static let read = KeyAccess(rawValue: 1)
    static let write = KeyAccess(rawValue: 2)
    static let full: KeyAccess = [.read, .write]
}

/// A rule about keys: `~pattern`, `%R~pattern` or `%W~pattern`.
struct KeyPattern: Equatable {
    let pattern: [UInt8]
    var access: KeyAccess

    /// Whether the rule allows a key to be used in a way.
    func allows(_ key: ByteView, _ wanted: KeyAccess) -> Bool {
        access.isSuperset(of: wanted) && pattern.withByteView { Glob($0).matches(key) }
    }

    /// Whether the rule allows every key to be used in a way.
    func allowsEveryKey(_ wanted: KeyAccess) -> Bool {
        access.isSuperset(of: wanted) && pattern == [UInt8(ascii: "*")]
    }

    /// The rule as it is written.
    var text: [UInt8] {
        let prefix =
            switch access {
            case .read: "%R~"
            case .write: "%W~"
            default: "~"
            }
        return Array(prefix.utf8) + pattern
    }
}

extension KeySpec.Access {
    /// The permission that a command needs for a key: nothing of its value is read or changed where it is empty, as
    /// with EXISTS, and then any rule about the key will do.
    var needed: KeyAccess {
        var needed: KeyAccess = []
        if contains(.access) { needed.insert(.read) }
        if !isDisjoint(with: [.insert, .delete, .update]) { needed.insert(.write) }
        return needed
    }
}
