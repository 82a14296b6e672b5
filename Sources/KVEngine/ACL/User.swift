// A user: a name, passwords, and what is allowed. Connections refer to their user, so that a change of its rules
// holds for them from their next command on.

import RESP

/// A user of the server.
final class User {
    let name: [UInt8]
    var rules: UserRules

    init(name: [UInt8], _ rules: UserRules) {
        self.name = name
        self.rules = rules
    }
}

/// What a user is allowed, and how it is recognised; a value, so that a list of rules is applied wholly or not at all.
struct UserRules: Equatable {
    /// What DUMP payloads of the user's are put through before a real server trusts them.
    enum Sanitizing {
        case unsaid, always, never
    }

    var isEnabled = false
    /// Any password is the right one.
    var needsNoPassword = false
    var sanitizing = Sanitizing.unsaid
    /// The SHA-256 hashes of the passwords.
    var passwords: [[UInt8]] = []
    /// What is allowed outside of brackets.
    var root: Selector
    /// What is allowed in brackets.
    var selectors: [Selector] = []

    /// The rules of a new user: disabled, and allowed nothing.
    init(allChannels: Bool) { root = Selector(allChannels: allChannels) }

    /// The rules that the default user begins with.
    static let ofDefaultUser: UserRules = {
        var rules = UserRules(allChannels: true)
        rules.isEnabled = true
        rules.needsNoPassword = true
        rules.root = .unlimited
        return rules
    }()

    var allSelectors: [Selector] { [root] + selectors }

    /// Whether there is no command, key or channel that would have to be looked at.
    var allowEverything: Bool { root.allowsEverything || selectors.contains(where: \.allowsEverything) }

    /// Whether somebody may connect as this user without a word.
    var admitEveryone: Bool { needsNoPassword && isEnabled }

    /// Whether a password opens this user.
    ///
    /// - Complexity: O(n) in the number of passwords, whichever of them it is.
    func accept(_ password: ByteView) -> Bool {
        guard isEnabled else { return false }
        if needsNoPassword { return true }
        let hash = SHA256(password).bytes
        // All of them are compared to the end: the time taken tells nothing of how near a guess was.
        return passwords.reduce(false) { UserRules.areSame(hash, $1) || $0 }
    }

    /// Whether two hashes are the same, in a time that does not depend on where they differ.
    private static func areSame(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        var difference: UInt8 = left.count == right.count ? 0 : 1
        for (one, other) in zip(left, right) { difference |= one ^ other }
        return difference == 0
    }
}
