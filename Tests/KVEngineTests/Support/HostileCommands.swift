// Commands made up from the command table: every command and subcommand, its arguments as its grammar has them,
// and then one or another in a place where it does not belong. Being nearly right is what gets past the first
// check and into the code behind it.

import RESP

@testable import KVEngine

/// A seeded source of commands.
struct HostileCommands {
    private let commands: [Template]
    private let parameters: [String]
    private var arguments: HostileArguments
    /// How many keys the number before them has announced.
    private var announced: Int?

    /// One command's words and grammar.
    private struct Template {
        let words: [String]
        let group: Docs.Group
        let syntax: [ArgumentTree]
        let tokens: [String]
    }

    init(seed: UInt64) throws {
        let table = CommandTable.redis
        var commands: [Template] = []
        for id in 0..<table.count {
            let command = table.command(id)
            let syntax = try ArgumentGrammar.parse("\(command.docs.syntax)")
            let words = table.fullName(id).split(separator: "|").map(String.init)
            let template = Template(
                words: words, group: command.docs.group, syntax: syntax, tokens: syntax.flatMap(\.tokens))
            commands += Array(repeating: template, count: HostileCommands.weight(of: command))
        }
        self.commands = commands
        parameters = ConfigurationTable.redis.rows.map { "\($0.name)" }
        arguments = HostileArguments(random: Random(seed: seed))
    }

    /// Makes up a command.
    mutating func next() -> [[UInt8]] {
        let template = arguments.one(of: commands)
        announced = nil
        var words = template.words.map { Array($0.utf8) }
        if let special = special(template) {
            words += special
        } else {
            for argument in template.syntax { add(argument, template.group, to: &words) }
        }
        if arguments.once(in: 3) { spoil(&words, template) }
        return words
    }

    /// The arguments of commands whose grammar says too little to get anywhere.
    private mutating func special(_ template: Template) -> [[UInt8]]? {
        switch template.words {
        case ["config", "set"], ["config", "get"]:
            var pairs: [[UInt8]] = []
            for _ in 0...arguments.random.below(2) {
                pairs.append(Array(arguments.one(of: parameters).utf8))
                if template.words[1] == "set" { pairs.append(arguments.anything()) }
            }
            return pairs
        case ["debug"]:
            let words = DebugOperation.all.map { "\($0.name)" } + ["help"]
            let operation = Array(arguments.one(of: words).utf8)
            return [operation] + (0..<arguments.random.below(3)).map { _ in arguments.anything() }
        case ["command", "getkeys"], ["command", "getkeysandflags"]: return request()
        case ["acl", "setuser"]:
            return [arguments.userName()] + (0..<arguments.random.below(5)).map { _ in arguments.rule() }
        case ["acl", "deluser"], ["acl", "getuser"]: return [arguments.userName()]
        case ["acl", "dryrun"]: return [arguments.userName()] + request()
        case ["auth"]: return [arguments.userName(), arguments.text()]
        default: return nil
        }
    }

    /// Another command, with arguments of its own.
    private mutating func request() -> [[UInt8]] {
        let other = arguments.one(of: commands)
        var words = other.words.map { Array($0.utf8) }
        for argument in other.syntax { add(argument, other.group, to: &words) }
        return words
    }

    /// How often a command comes up: most are about data, which has to be there and stay for a while.
    private static func weight(of command: Command) -> Int {
        switch "\(command.name)" {
        case "flushall", "flushdb", "swapdb", "select", "quit", "reset", "reply", "pause", "docs": 1
        default: command.flags.contains(.write) && !command.flags.contains(.fast) ? 12 : 8
        }
    }

    // MARK: By the grammar

    private mutating func add(_ argument: ArgumentTree, _ group: Docs.Group, to words: inout [[UInt8]]) {
        if argument.isOptional, arguments.once(in: 2) { return }
        for index in 0..<repetitions(of: argument) {
            if let token = argument.token, index == 0 || argument.repeatsToken {
                words.append(Array(token.utf8))
            }
            addOne(argument, group, to: &words)
        }
    }

    private mutating func repetitions(of argument: ArgumentTree) -> Int {
        guard argument.isMultiple else { return 1 }
        if argument.kind == .key, let announced { return announced }
        return arguments.once(in: 40) ? arguments.random.below(600) : 1 + arguments.random.below(4)
    }

    private mutating func addOne(_ argument: ArgumentTree, _ group: Docs.Group, to words: inout [[UInt8]]) {
        switch argument.kind {
        case .key: words.append(key(of: group))
        case .string where group == .stream: words.append(streamWord(argument.name))
        case .string, .pattern: words.append(arguments.text())
        case .double: words.append(arguments.double())
        case .integer where argument.name == "numkeys":
            let count = 1 + arguments.random.below(3)
            announced = count
            words.append(Array(String(count).utf8))
        case .integer, .unixTime: words.append(arguments.integer())
        case .pureToken: break
        case .oneOf: add(arguments.one(of: argument.arguments), group, to: &words)
        case .block: for inner in argument.arguments { add(inner, group, to: &words) }
        }
    }

    /// A key, mostly one that holds a value of the family.
    private mutating func key(of group: Docs.Group) -> [UInt8] {
        if arguments.once(in: 100) { return arguments.text() }
        let groups: [Docs.Group] = [
            .string, .list, .set, .sortedSet, .hash, .bitmap, .hyperloglog, .geo, .stream,
        ]
        let own = groups.contains(group) && !arguments.once(in: 8) ? group : arguments.one(of: groups)
        return Array("\(own.rawValue):\(arguments.random.below(4))".utf8)
    }

    /// The name of a group or an ID, mostly such as have been there.
    private mutating func streamWord(_ argument: String) -> [UInt8] {
        if arguments.once(in: 10) { return arguments.text() }
        switch argument {
        case "group", "groupname", "consumer", "consumername":
            return Array("g\(arguments.random.below(3))".utf8)
        case "id", "start", "end", "threshold", "last-id", "max_deleted_entry_id", "min-idle-time":
            return arguments.once(in: 2)
                ? arguments.one(of: ["-", "+", ">", "$", "0", "(1"].map { Array($0.utf8) })
                : Array("\(arguments.random.below(50))".utf8)
        default: return arguments.text()
        }
    }

    // MARK: Against the grammar

    private mutating func spoil(_ words: inout [[UInt8]], _ template: Template) {
        for _ in 0...arguments.random.below(2) {
            let place =
                template.words.count + arguments.random.below(max(1, words.count - template.words.count))
            guard place < words.count else { return words.append(arguments.anything()) }
            switch arguments.random.below(8) {
            case 0: words.remove(at: place)
            case 1: words.insert(arguments.anything(), at: place)
            case 2: words.swapAt(place, words.count - 1)
            case 3: words += words[place...]
            case 4 where !template.tokens.isEmpty:
                words.insert(Array(arguments.one(of: template.tokens).utf8), at: place)
            default: words[place] = arguments.anything()
            }
        }
    }
}

extension ArgumentTree {
    /// Every word of the grammar.
    fileprivate var tokens: [String] { (token.map { [$0] } ?? []) + arguments.flatMap(\.tokens) }
}
