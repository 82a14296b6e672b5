// Rules in writing, as ACL LIST and ACL GETUSER tell them: the shortest list that Redis would find, not the one that
// was given. It starts with everything or nothing, goes on with the categories that bring it nearest to what is
// allowed, one after the other, and ends with single commands.
//
// Redis lists single commands in the order of its hash table, which is another at each start. Here it is the table's.

/// Describes selectors and users.
struct RuleText {
    let book: RuleBook

    /// The rules about a selector's commands, such as `-@all +@string -incr`.
    func commandRules(of selector: Selector) -> [UInt8] {
        let isAdditive = !selector.commands.includesFuture
        var described = Selector(allChannels: false)
        if !isAdditive { described.allowEveryCommand() }
        var rules = [Array((isAdditive ? "-@all" : "+@all").utf8)]
        for category in categories(of: selector, isAdditive) {
            described.set(category, allowed: isAdditive, book)
            rules.append(Array("\(isAdditive ? "+" : "-")@\(category.rawValue)".utf8))
        }
        for id in book.entries.indices where book.entries[id].container == nil {
            rules += difference(of: id, selector, &described)
        }
        return Array(rules.joined(separator: [UInt8(ascii: " ")]))
    }

    /// The categories to add, or to take away, the best first.
    private func categories(of selector: Selector, _ isAdditive: Bool) -> [Category] {
        var (left, chosen): (Selector, [Category]) = (selector, [])
        while let best = best(of: left, isAdditive, without: chosen) {
            left.set(best, allowed: !isAdditive, book)
            chosen.append(best)
        }
        return chosen
    }

    /// The category with the fewest commands that would have to be put right again, as long as it has more that would
    /// not; of several the one that describes most.
    private func best(of left: Selector, _ isAdditive: Bool, without chosen: [Category]) -> Category? {
        var best: (category: Category, wrong: Int, right: Int)?
        for category in Category.allCases where !chosen.contains(category) {
            var members = book.members(of: category)
            members.subtract(book.additions)
            let on = left.commands.count(in: members)
            let off = members.count(in: members) - on
            let (wrong, right) = isAdditive ? (off, on) : (on, off)
            guard right > wrong else { continue }
            if let best, (wrong, -right) >= (best.wrong, -best.right) { continue }
            best = (category, wrong, right)
        }
        return best?.category
    }

    /// What a command and its subcommands need of rules of their own, after those in `described`.
    private func difference(of id: Int, _ selector: Selector, _ described: inout Selector) -> [[UInt8]] {
        var rules: [[UInt8]] = []
        let (entry, isAllowed) = (book.entries[id], selector.commands[id])
        if isAllowed != described.commands[id] {
            rules.append([UInt8(ascii: isAllowed ? "+" : "-")] + entry.name)
            described.set(id, allowed: isAllowed, book)
        }
        for subcommand in entry.subcommands { rules += difference(of: subcommand, selector, &described) }
        if !isAllowed, let words = selector.firstArguments[id] {
            rules += words.map { [UInt8(ascii: "+")] + entry.name + [UInt8(ascii: "|")] + $0 }
        }
        return rules
    }

    // MARK: The rest

    func keyRules(of selector: Selector) -> [[UInt8]] {
        selector.allowsAllKeys ? [Array("~*".utf8)] : selector.keys.map(\.text)
    }

    func channelRules(of selector: Selector) -> [[UInt8]] {
        if selector.allowsAllChannels { return [Array("&*".utf8)] }
        return selector.channels.map { [UInt8(ascii: "&")] + $0 }
    }

    /// The rules of a selector, without brackets.
    private func rules(of selector: Selector) -> [UInt8] {
        let reset = selector.allowsAllChannels ? [] : [Array("resetchannels".utf8)]
        let rules = keyRules(of: selector) + reset + channelRules(of: selector) + [commandRules(of: selector)]
        return Array(rules.joined(separator: [UInt8(ascii: " ")]))
    }

    /// The flags of a user, in the order in which they are told.
    func flags(of user: UserRules) -> [StaticString] {
        var flags: [StaticString] = [user.isEnabled ? "on" : "off"]
        if user.needsNoPassword { flags.append("nopass") }
        switch user.sanitizing {
        case .unsaid: break
        case .never: flags.append("skip-sanitize-payload")
        case .always: flags.append("sanitize-payload")
        }
        return flags
    }

    /// All rules of a user, as a line that would make it anew.
    func line(of user: UserRules) -> [UInt8] {
        var rules = flags(of: user).map { Array("\($0)".utf8) }
        rules += user.passwords.map { [UInt8(ascii: "#")] + $0.hexadecimal }
        rules.append(self.rules(of: user.root))
        rules += user.selectors.map { [UInt8(ascii: "(")] + self.rules(of: $0) + [UInt8(ascii: ")")] }
        return Array(rules.joined(separator: [UInt8(ascii: " ")]))
    }
}

extension [UInt8] {
    /// The bytes in hexadecimal, in lower case.
    var hexadecimal: [UInt8] {
        let digits = Array("0123456789abcdef".utf8)
        return flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    }
}
