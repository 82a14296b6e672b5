// Reading rules about commands, keys and channels.

import RESP

extension RuleReader {
    /// Applies one rule to a selector.
    func apply(_ rule: ByteView, to selector: inout Selector) throws(RuleError) {
        // Words in a selector are never empty but for a pair of quotes, which is no rule.
        guard !rule.isEmpty else { throw .syntax }
        if let change = Self.words.first(where: { $0.words.contains { rule.matchesBeforeNUL($0) } }) {
            return change.apply(&selector)
        }
        switch rule[0] {
        case UInt8(ascii: "~"): try add(rule[1..<rule.count], .full, to: &selector)
        case UInt8(ascii: "%"): try addKeysWithPermission(rule, to: &selector)
        case UInt8(ascii: "&"): try addChannel(rule[1..<rule.count], to: &selector)
        case UInt8(ascii: "+"): try change(rule.beforeNUL, allowed: true, in: &selector)
        case UInt8(ascii: "-"): try change(rule.beforeNUL, allowed: false, in: &selector)
        default: throw .syntax
        }
    }

    private typealias Words = (words: [StaticString], apply: @Sendable (inout Selector) -> Void)

    /// The rules that are one word, with their other spellings.
    private static let words: [Words] = [
        (["allkeys", "~*"], { $0.setKeys(all: true) }),
        (["resetkeys"], { $0.setKeys(all: false) }),
        (["allchannels", "&*"], { $0.setChannels(all: true) }),
        (["resetchannels"], { $0.setChannels(all: false) }),
        (["allcommands", "+@all"], { $0.allowEveryCommand() }),
        (["nocommands", "-@all"], { $0.allowNoCommand() }),
    ]

    // MARK: Keys and channels

    /// Reads `%R~pattern` and the like. Without a tilde the pattern is the empty one.
    private func addKeysWithPermission(_ rule: ByteView, to selector: inout Selector) throws(RuleError) {
        guard !selector.allowsAllKeys else { throw .afterAllKeys }
        var (access, index): (KeyAccess, Int) = ([], 1)
        while index < rule.count {
            let letter = ByteView.lowercase(rule[index])
            index += 1
            if letter == UInt8(ascii: "~") { break }
            let one: KeyAccess =
                letter == UInt8(ascii: "r") ? .read : letter == UInt8(ascii: "w") ? .write : []
            guard !one.isEmpty, access.isDisjoint(with: one) else { throw .syntax }
            access.formUnion(one)
        }
        guard !access.isEmpty else { throw .syntax }
        try add(rule[index..<rule.count], access, to: &selector)
    }

    private func add(
        _ pattern: ByteView, _ access: KeyAccess, to selector: inout Selector
    ) throws(RuleError) {
        guard !selector.allowsAllKeys else { throw .afterAllKeys }
        guard !pattern.hasBlanks else { throw .syntax }
        let pattern = [UInt8](pattern)
        if let index = selector.keys.firstIndex(where: { $0.pattern == pattern }) {
            selector.keys[index].access.formUnion(access)
        } else {
            selector.keys.append(KeyPattern(pattern: pattern, access: access))
        }
    }

    private func addChannel(_ pattern: ByteView, to selector: inout Selector) throws(RuleError) {
        guard !selector.allowsAllChannels else { throw .afterAllChannels }
        guard !pattern.hasBlanks else { throw .syntax }
        let pattern = [UInt8](pattern)
        if !selector.channels.contains(pattern) { selector.channels.append(pattern) }
    }

    // MARK: Commands

    /// Reads `+get`, `-@string`, `+config|get` and `+select|0`.
    private func change(
        _ rule: ByteView, allowed: Bool, in selector: inout Selector
    ) throws(RuleError) {
        let name = rule[1..<rule.count]
        if !name.isEmpty, name[0] == UInt8(ascii: "@") {
            guard let category = Category(name[1..<name.count]) else { throw .unknownCommand }
            return selector.set(category, allowed: allowed, book)
        }
        if allowed, let bar = name.lastIndex(of: UInt8(ascii: "|")) {
            return try allow(name[0..<bar], with: name[bar + 1..<name.count], name, in: &selector)
        }
        guard let id = book.find(name) else { throw .unknownCommand }
        selector.set(id, allowed: allowed, book)
    }

    /// Allows a subcommand, or a command with one first argument only.
    private func allow(
        _ command: ByteView, with word: ByteView, _ name: ByteView, in selector: inout Selector
    ) throws(RuleError) {
        guard let id = book.find(command) else { throw .unknownCommand }
        guard book.entries[id].container == nil else { throw .firstArgumentOfSubcommand }
        guard !word.isEmpty else { throw .syntax }
        guard book.entries[id].subcommands.isEmpty else {
            guard let subcommand = book.find(name) else { throw .unknownCommand }
            return selector.set(subcommand, allowed: true, book)
        }
        let isThere = selector.firstArguments[id, default: []].contains {
            $0.withByteView { $0.equalsIgnoringCase(word) }
        }
        if !isThere { selector.firstArguments[id, default: []].append([UInt8](word)) }
    }
}

extension Selector {
    fileprivate mutating func setKeys(all: Bool) {
        allowsAllKeys = all
        keys = []
    }

    fileprivate mutating func setChannels(all: Bool) {
        allowsAllChannels = all
        channels = []
    }
}

extension ByteView {
    /// Whether white space or a NUL is among the bytes: such a name or pattern could not be told in a line of rules.
    var hasBlanks: Bool {
        for index in 0..<count where self[index] == 0 || DoubleText.isBlank(self[index]) { return true }
        return false
    }

    fileprivate func lastIndex(of byte: UInt8) -> Int? {
        for index in (0..<count).reversed() where self[index] == byte { return index }
        return nil
    }
}
