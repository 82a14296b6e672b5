// Whether a user may run a request, and if not, for which reason: a command, a key or a channel. The same answer
// serves the gate before a command, EXEC and ACL DRYRUN.

import RESP

/// Why a request is refused to a user.
struct Denial {
    /// What may not be used, in the order in which Redis holds one to say more than another.
    enum Reason: Int {
        case command, key, channel
    }

    let reason: Reason
    /// The word of the request that is the key or channel; 0 for the command.
    var index = 0

    /// Whether this one is told rather than the other.
    fileprivate func saysMore(than other: Denial) -> Bool {
        (reason.rawValue, index) > (other.reason.rawValue, other.index)
    }
}

extension UserRules {
    /// Why the user may not run a request; nil when it may.
    ///
    /// Of what the selectors object to, the last key or channel is told that none of them allows.
    ///
    /// - Complexity: O(s × k × p) for s selectors, k keys and p patterns.
    func denial(of id: CommandID, _ words: RequestWords, _ table: CommandTable) -> Denial? {
        let request = CheckedRequest(id, words, table)
        guard var worst = root.denial(of: request) else { return nil }
        for selector in selectors {
            guard let denial = selector.denial(of: request) else { return nil }
            if denial.saysMore(than: worst) { worst = denial }
        }
        return worst
    }

    /// Whether one selector allows the request and the given use of every key besides.
    func allow(
        _ id: CommandID, _ words: RequestWords, andEveryKey access: KeyAccess, _ table: CommandTable
    ) -> Bool {
        let request = CheckedRequest(id, words, table)
        return allSelectors.contains { $0.denial(of: request) == nil && $0.allowsEveryKey(access) }
    }
}

/// A request as it is held against selectors: its keys are found once, whoever asks for them.
private struct CheckedRequest {
    let id: CommandID
    let words: RequestWords
    let isSubcommand: Bool
    let needsNoPermission: Bool
    let keys: [FoundKey]
    let channels: Range<Int>
    let isChannelPattern: Bool

    init(_ id: CommandID, _ words: RequestWords, _ table: CommandTable) {
        let command = table.command(id)
        (self.id, self.words) = (id, words)
        isSubcommand = table.rows[id].container != nil
        needsNoPermission = command.flags.contains(.noAuth)
        keys = command.hasKeys ? command.findKeys(in: words) : []
        channels = command.channels?.places(in: words) ?? 0..<0
        isChannelPattern = command.channels == .patterns
    }
}

extension Selector {
    fileprivate func denial(of request: CheckedRequest) -> Denial? {
        let (id, words) = (request.id, request.words)
        if !request.needsNoPermission, !allows(id, words, isSubcommand: request.isSubcommand) {
            return Denial(reason: .command)
        }
        for key in request.keys where !allows(key: words[key.index], key.access.needed) {
            return Denial(reason: .key, index: key.index)
        }
        for index in request.channels
        where !allows(channel: words[index], isPattern: request.isChannelPattern) {
            return Denial(reason: .channel, index: index)
        }
        return nil
    }
}
