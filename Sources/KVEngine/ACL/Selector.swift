// A selector: commands, keys and channels that are allowed together. A user has one, the root, and may have others in
// brackets; a request has to fit one of them as a whole.

import RESP

/// What may be run, on which keys and channels.
struct Selector: Equatable {
    /// Whether no key, no channel, no command need be looked at: `allkeys`, `allchannels`, `allcommands`.
    ///
    /// Taking a command away ends the last of these, and no list of commands brings it back.
    var allowsAllKeys = false
    var allowsAllChannels: Bool
    var allowsAllCommands = false

    var commands = CommandSet.none
    /// The first arguments with which commands that are not allowed otherwise may be run: `+select|0`.
    var firstArguments: [Int: [[UInt8]]] = [:]
    var keys: [KeyPattern] = []
    var channels: [[UInt8]] = []

    /// A selector that allows nothing, but for all channels where `acl-pubsub-default` says so.
    init(allChannels: Bool) { allowsAllChannels = allChannels }

    /// The selector of somebody who may do everything.
    static let unlimited: Selector = {
        var selector = Selector(allChannels: true)
        selector.allowsAllKeys = true
        selector.allowEveryCommand()
        return selector
    }()

    var allowsEverything: Bool { allowsAllKeys && allowsAllChannels && allowsAllCommands }

    mutating func allowEveryCommand() {
        allowsAllCommands = true
        commands = .all
        firstArguments = [:]
    }

    mutating func allowNoCommand() {
        allowsAllCommands = false
        commands = .none
        firstArguments = [:]
    }

    /// Allows a command or takes it away, with its subcommands.
    mutating func set(_ id: Int, allowed: Bool, _ book: RuleBook) {
        change(book.withSubcommands(id), allowed: allowed)
        firstArguments[id] = nil
    }

    /// Allows the commands of a category or takes them away.
    mutating func set(_ category: Category, allowed: Bool, _ book: RuleBook) {
        change(book.reach(of: category), allowed: allowed)
        if !firstArguments.isEmpty {
            let members = book.members(of: category)
            firstArguments = firstArguments.filter { !members[$0.key] }
        }
    }

    private mutating func change(_ set: CommandSet, allowed: Bool) {
        if allowed {
            commands.formUnion(set)
        } else {
            commands.subtract(set)
            allowsAllCommands = false
        }
    }
}

// MARK: - Permissions

extension Selector {
    /// Whether the command itself may be run.
    func allows(_ id: CommandID, _ words: RequestWords, isSubcommand: Bool) -> Bool {
        if allowsAllCommands || commands[id] { return true }
        guard let allowed = firstArguments[id] else { return false }
        let index = isSubcommand ? 2 : 1
        guard index < words.count else { return false }
        let first = words[index].beforeNUL
        return allowed.contains { $0.withByteView { $0.equalsIgnoringCase(first) } }
    }

    func allows(key: ByteView, _ access: KeyAccess) -> Bool {
        allowsAllKeys || keys.contains { $0.allows(key, access) }
    }

    func allowsEveryKey(_ access: KeyAccess) -> Bool {
        allowsAllKeys || keys.contains { $0.allowsEveryKey(access) }
    }

    func allows(channel: ByteView, isPattern: Bool) -> Bool {
        allowsAllChannels || Selector.allows(channel: channel, isPattern: isPattern, channels)
    }

    /// Whether a list of rules lets a channel through. A pattern has to be in the list as it is: which channels it
    /// stands for is not looked into.
    static func allows(channel: ByteView, isPattern: Bool, _ rules: [[UInt8]]) -> Bool {
        rules.contains { rule in
            rule.withByteView { isPattern ? $0 == channel.beforeNUL : Glob($0).matches(channel) }
        }
    }
}
