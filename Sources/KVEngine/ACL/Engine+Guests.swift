// Clients who say who they are in another way than by AUTH: by a token that a gateway has checked. What they may do is
// decided by the same rules as for everybody.

import RESP

/// Who a gateway's client is.
package enum GuestIdentity: Sendable, Equatable {
    /// The default user, whether or not a password is asked for.
    case owner
    /// Somebody who may read keys that he knows, but change and list nothing.
    case reader
    /// A user of the ACL.
    case user([UInt8])
}

extension Engine {
    /// Makes a client's connection that of somebody.
    ///
    /// - Returns: false when the user does not exist or is disabled; the client is what it was.
    package func identify(_ client: Client, as identity: GuestIdentity) -> Bool {
        let user: User
        switch identity {
        case .owner: user = access.defaultUser
        case .reader: user = access.reader
        case .user(let name):
            guard let found = name.withByteView({ access.user(named: $0) }), found.rules.isEnabled else {
                return false
            }
            user = found
        }
        if client.user !== user { client.user = user }
        if !client.isAuthenticated { client.isAuthenticated = true }
        return true
    }

    /// Whether a user of that name has that password.
    package func accepts(_ password: [UInt8], of name: [UInt8]) -> Bool {
        guard let user = name.withByteView({ access.user(named: $0) }) else { return false }
        return password.withByteView { user.rules.accept($0) }
    }

    /// How often the data has been changed.
    package var changeCount: Int { counters.value.dirty }
}

extension AccessControl {
    /// The rules of somebody who reads only: what the read-only token of Upstash allows.
    static let readerRules = [
        "on", "~*", "&*", "+@read", "+@connection", "+time", "-@dangerous", "-scan", "-keys",
    ]

    static func makeReader(_ book: RuleBook) -> User {
        var rules = UserRules(allChannels: true)
        let reader = RuleReader(book: book, allChannelsByDefault: true)
        for rule in readerRules {
            do throws(RuleError) {
                try rule.withByteView { rule throws(RuleError) in try reader.apply(rule, to: &rules) }
            } catch {
                preconditionFailure("the reader's rules are in order")
            }
        }
        return User(name: Array("read-only token".utf8), rules)
    }
}
