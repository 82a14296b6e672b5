// What becomes of connections when their user goes or loses channels that they listen to: they are closed.

import RESP

extension Call {
    /// Removes a user, and closes its connections.
    func remove(_ user: User) {
        engine.access.remove(user)
        for victim in engine.clientsByAge where victim.user === user {
            victim.user = engine.access.defaultUser
            victim.isAuthenticated = false
            kill(victim)
        }
    }

    /// Closes the connections of a user that listen to what its new rules no longer allow.
    func closeListeners(of user: User, under rules: UserRules) {
        if rules.allSelectors.contains(where: \.allowsAllChannels) { return }
        let allowed = rules.allSelectors.flatMap(\.channels)
        guard user.rules.allow(moreChannelsThan: allowed) else { return }
        for victim in engine.clientsByAge where victim.user === user && victim.isSubscribed {
            if !victim.subscriptions.areAllowed(by: allowed) { kill(victim) }
        }
    }
}

extension UserRules {
    /// Whether there is a rule about channels that is not in a list: otherwise nobody loses anything.
    fileprivate func allow(moreChannelsThan rules: [[UInt8]]) -> Bool {
        allSelectors.contains { $0.allowsAllChannels || !$0.channels.allSatisfy(rules.contains) }
    }
}

extension Subscriptions {
    fileprivate func areAllowed(by rules: [[UInt8]]) -> Bool {
        SubscriptionKind.allCases.allSatisfy { kind in
            self[kind].inOrder.allSatisfy { name in
                name.withByteView { Selector.allows(channel: $0, isPattern: kind == .pattern, rules) }
            }
        }
    }
}
