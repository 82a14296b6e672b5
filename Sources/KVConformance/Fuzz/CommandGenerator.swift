// Makes one random command of its syntax: mostly as it is meant, sometimes with two options that exclude each other,
// a number that is none, an argument too few. What makes replies incomparable is kept out by `FuzzRules`.

import KVEngine

/// Makes random commands.
struct CommandGenerator {
    private let commands: [CommandSyntax]
    var random: Random
    /// The number of keys that the command being made has announced.
    private var announcedKeys: Int?
    private var group = ""
    private var range = Range.index
    private var streams = StreamWords()

    /// What the ends of a sorted set's range are.
    private enum Range: String {
        case index = "", score = "BYSCORE", text = "BYLEX"
    }

    /// - Parameter only: the groups and names to choose from; all when empty.
    init(_ commands: [CommandSyntax], only: [String], random: Random) {
        self.commands = commands.filter { command in
            FuzzRules.isComparable(command)
                && (only.isEmpty || only.contains { $0 == command.group || $0 == command.name })
        }
        self.random = random
    }

    /// Whether transactions are among the commands, so that whole ones are to be made.
    var makesTransactions: Bool { commands.contains { $0.name == "watch" } }

    /// Whether there is anything to make.
    var isEmpty: Bool { commands.isEmpty }

    /// A command: its syntax and its words.
    ///
    /// - Parameter now: the time, in Unix milliseconds.
    mutating func next(now: Int64) -> (CommandSyntax, [[UInt8]]) {
        let command = choice()
        group = command.group
        announcedKeys = nil
        range = rangeKind(command)
        var words = command.words.map { Array((random.isLucky(30) ? $0.lowercased() : $0).utf8) }
        for argument in command.arguments { append(argument, to: &words, command, now) }
        if random.isLucky(4) { spoil(&words, keeping: command.words.count) }
        return (command, words)
    }

    private mutating func rangeKind(_ command: CommandSyntax) -> Range {
        if command.name.contains("lex") { return .text }
        if command.name.contains("score") || command.name == "zcount" { return .score }
        return random.pick([.index, .index, .score, .text])
    }

    /// A command; what empties a database is chosen seldom.
    private mutating func choice() -> CommandSyntax {
        let command = random.pick(commands)
        return FuzzRules.isDestructive(command) && !random.isLucky(3) ? random.pick(commands) : command
    }

    // MARK: Arguments

    private mutating func append(
        _ argument: ArgumentSyntax, to words: inout [[UInt8]], _ command: CommandSyntax, _ now: Int64
    ) {
        if FuzzRules.isWait(argument) { return }
        if argument.isOptional, !random.isLucky(isRangeKind(argument) ? 95 : 30) { return }
        let count = repetitions(of: argument, command)
        if argument.type == "key", argument.isMultiple { streams.keysNamed = count }
        for index in 0..<count {
            if let token = argument.token, argument.type != "pure-token", index == 0 || argument.repeatsToken
            {
                words.append(cased(token))
            }
            appendOnce(argument, to: &words, command, now)
        }
    }

    private func isRangeKind(_ argument: ArgumentSyntax) -> Bool {
        argument.arguments.contains { $0.token == Range.score.rawValue }
    }

    private mutating func repetitions(of argument: ArgumentSyntax, _ command: CommandSyntax) -> Int {
        guard argument.isMultiple else { return 1 }
        if argument.type == "key", let announcedKeys, !random.isLucky(3) { return max(announcedKeys, 0) }
        if command.name.hasPrefix("xread"), argument.name == "id", !random.isLucky(3) {
            return streams.keysNamed
        }
        return random.isLucky(10) ? 1 + random.below(12) : 1 + random.below(3)
    }

    private mutating func appendOnce(
        _ argument: ArgumentSyntax, to words: inout [[UInt8]], _ command: CommandSyntax, _ now: Int64
    ) {
        switch argument.type {
        case "oneof" where isRangeKind(argument):
            if range != .index { words.append(cased(range.rawValue)) }
        case "oneof" where argument.name == "id_or_auto" && random.isLucky(90):
            // An ID from the clock is above all others.
            append(argument.arguments.last ?? argument, to: &words, command, now)
        case "oneof":
            append(random.pick(argument.arguments), to: &words, command, now)
            // Two options that exclude each other.
            if random.isLucky(4) { append(random.pick(argument.arguments), to: &words, command, now) }
        case "block":
            for part in argument.arguments { append(part, to: &words, command, now) }
        case "pure-token":
            words.append(cased(argument.token ?? argument.name.uppercased()))
        default:
            words.append(value(of: argument, command, now))
        }
    }

    private mutating func cased(_ token: String) -> [UInt8] {
        Array((random.isLucky(20) ? token.lowercased() : token).utf8)
    }

    private mutating func value(
        of argument: ArgumentSyntax, _ command: CommandSyntax, _ now: Int64
    ) -> [UInt8] {
        if let own = FuzzValues.own[group]?[argument.name], random.isLucky(90) {
            return Array(random.pick(own).utf8)
        }
        switch argument.type {
        case "key": return Array(key(argument).utf8)
        case "integer": return Array(integer(argument, command, now).utf8)
        case "double": return Array(double().utf8)
        case "unix-time": return Array(instant(argument, now).utf8)
        case "pattern": return Array(pattern(argument, command).utf8)
        default: return text(argument, command)
        }
    }

    private mutating func key(_ argument: ArgumentSyntax) -> String {
        guard let own = FuzzValues.keys[group], random.isLucky(85) else {
            return random.pick(FuzzValues.allKeys)
        }
        return random.pick(own)
    }

    private mutating func integer(_ argument: ArgumentSyntax, _ command: CommandSyntax, _ now: Int64)
        -> String
    {
        if argument.name == "numkeys" {
            let count = random.isLucky(95) ? 1 + random.below(3) : random.below(6) - 2
            announcedKeys = count
            return "\(count)"
        }
        // Any other cursor is a place in a hash table, which is nobody else's business.
        if argument.name == "cursor" { return random.isLucky(95) ? "0" : random.pick(["x", "", "1.5"]) }
        if FuzzRules.isDuration(argument, of: command) { return duration(argument, command) }
        if FuzzRules.isDatabase(argument) { return random.pick(["0", "1", "2", "0", "1", "99", "-1", "x"]) }
        if random.isLucky(6), !FuzzRules.isRandomChoice(command) {
            return random.pick(FuzzValues.oddIntegers)
        }
        return random.pick(FuzzValues.integers)
    }

    private mutating func double() -> String {
        random.pick(random.isLucky(10) ? FuzzValues.oddDoubles : FuzzValues.doubles)
    }

    private mutating func pattern(_ argument: ArgumentSyntax, _ command: CommandSyntax) -> String {
        random.pick(command.name.hasPrefix("sort") ? FuzzValues.sortPatterns : FuzzValues.patterns)
    }

    private mutating func rangeEnd() -> String {
        // Now and then an end of another kind of range.
        let kind = random.isLucky(4) ? random.pick([.index, .score, .text]) : range
        return switch kind {
        case .index: random.pick(FuzzValues.integers)
        case .score: random.pick(FuzzValues.scoreBounds)
        case .text: random.pick(FuzzValues.lexicalBounds)
        }
    }

    private mutating func text(_ argument: ArgumentSyntax, _ command: CommandSyntax) -> [UInt8] {
        if command.group == "stream", let text = streams.text(argument, command, &random) {
            return Array(text.utf8)
        }
        switch argument.name {
        case "min", "max", "start", "stop": return Array(rangeEnd().utf8)
        case "increment": return Array(double().utf8)
        case "type": return Array(random.pick(["string", "list", "set", "zset", "hash", "stream", "x"]).utf8)
        default: return random.pick(FuzzValues.texts)
        }
    }

    // MARK: Time

    /// Deadlines never fall on an instant at which the clock stands: Redis keeps a key through the millisecond of its
    /// deadline and we do not, see `known-differences.md`. The clock moves by whole seconds and a millisecond.
    private mutating func duration(_ argument: ArgumentSyntax, _ command: CommandSyntax) -> String {
        if random.isLucky(6) { return random.pick(FuzzValues.oddIntegers) }
        let isMilliseconds = argument.name.contains("millisecond") || command.name.hasPrefix("p")
        return random.pick(
            isMilliseconds
                ? ["500", "1500", "700", "100500", "-5", "0"] : ["1", "2", "10", "100", "-1", "0"])
    }

    private mutating func instant(_ argument: ArgumentSyntax, _ now: Int64) -> String {
        if random.isLucky(6) { return random.pick(FuzzValues.oddIntegers) }
        let offset = random.pick([-10_000, 2000, 5000, 100_000])
        return argument.name.contains("millisecond")
            ? "\(now + Int64(offset) + 500)" : "\((now + Int64(offset)) / 1000)"
    }

    // MARK: Mistakes

    private mutating func spoil(_ words: inout [[UInt8]], keeping name: Int) {
        guard words.count > name else { return words.append(random.pick(FuzzValues.texts)) }
        let index = name + random.below(words.count - name)
        switch random.below(4) {
        case 0: words.remove(at: index)
        case 1: words.insert(words[index], at: index)
        case 2: words[index] = random.pick(FuzzValues.texts)
        default: words.swapAt(index, name + random.below(words.count - name))
        }
    }
}
