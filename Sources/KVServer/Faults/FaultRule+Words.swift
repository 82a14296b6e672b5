// A fault in words, for those who ask for it with a command:
//
//     ERROR text | LATENCY time | DISCONNECT | EXECUTE-DISCONNECT | RESET | EXECUTE-RESET | CUT bytes | SINGLE-BYTES
//     | STALL-READ | STALL-WRITE | GARBAGE bytes | DUPLICATE | HTTP-STATUS code | ACCEPT-CLOSE | ACCEPT-RESET | REFUSE
//     [COMMAND name] [KEY pattern] [CLIENT name | CLIENT-ID id] [TIMES n] [SKIP n] [PROBABILITY p] [FOR time]
//
// The text of an error may be a code word alone, such as LOADING, and then is Redis's whole text for it. Options come in
// any order, each once. FOR is how long STALL-READ, STALL-WRITE and REFUSE last. Words are read in any case.

import KVEngine

extension FaultRule {
    /// Reads a rule that is given in words.
    ///
    /// - Throws: what is wrong, with the word concerned.
    package init(parsing words: [[UInt8]]) throws(FaultProblem) {
        var words = FaultWords(words)
        self.init(try words.action())
        while let option = words.next() { try read(option, &words) }
        try check()
    }

    package init(parsing words: [String]) throws(FaultProblem) {
        try self.init(parsing: words.map { Array($0.utf8) })
    }

    private mutating func read(_ option: String, _ words: inout FaultWords) throws(FaultProblem) {
        try words.noteOption(option)
        switch option {
        case "COMMAND":
            requests = RequestPattern(command: try words.argument(of: option), key: requests.key)
            if requests.commandName.isEmpty { throw FaultProblem("COMMAND needs a name") }
        case "KEY": requests.key = try words.argument(of: option, mayBeEmpty: true)
        case "CLIENT": clients = .named(try words.argument(of: option))
        case "CLIENT-ID": clients = .id(try words.number(of: option))
        case "TIMES": times = try words.number(of: option)
        case "SKIP": skip = try words.number(of: option)
        case "PROBABILITY": probability = try words.number(of: option)
        case "FOR": action = try action.lasting(try words.duration(of: option))
        default: throw FaultProblem("unknown option '\(option)' of a fault")
        }
    }

    /// The rule in words, which can be read again.
    package var words: [[UInt8]] {
        var words = action.words
        if !requests.command.isEmpty { words += [Array("COMMAND".utf8), requests.commandName] }
        if let key = requests.key { words += [Array("KEY".utf8), key] }
        switch clients {
        case .all: break
        case .id(let id): words += FaultRule.words("CLIENT-ID", id)
        case .named(let name): words += [Array("CLIENT".utf8), name]
        }
        if let times { words += FaultRule.words("TIMES", times) }
        if skip > 0 { words += FaultRule.words("SKIP", skip) }
        if probability < 1 { words += FaultRule.words("PROBABILITY", probability) }
        if let duration = action.optionalDuration { words += FaultRule.words("FOR", duration.words) }
        return words
    }

    fileprivate static func words(_ texts: Any...) -> [[UInt8]] { texts.map { Array("\($0)".utf8) } }
}

extension FaultAction {
    fileprivate var words: [[UInt8]] {
        switch self {
        case .error(.text(let text)): FaultRule.words("ERROR", text)
        case .error(.noPermission): FaultRule.words("ERROR", "NOPERM")
        case .latency(let duration): FaultRule.words("LATENCY", duration.words)
        case .disconnect(let how):
            FaultRule.words("\(how.executes ? "EXECUTE-" : "")\(how.resets ? "RESET" : "DISCONNECT")")
        case .cutReply(let count): FaultRule.words("CUT", count)
        case .singleBytes: FaultRule.words("SINGLE-BYTES")
        case .stallReading: FaultRule.words("STALL-READ")
        case .stallWriting: FaultRule.words("STALL-WRITE")
        case .garbage(let bytes): FaultRule.words("GARBAGE") + [bytes]
        case .duplicateReply: FaultRule.words("DUPLICATE")
        case .httpStatus(let status): FaultRule.words("HTTP-STATUS", status)
        case .closeOnAccept(let resets): FaultRule.words(resets ? "ACCEPT-RESET" : "ACCEPT-CLOSE")
        case .refuseConnections: FaultRule.words("REFUSE")
        }
    }

    /// The duration that FOR gives.
    fileprivate var optionalDuration: Duration? {
        if case .latency = self { nil } else { duration }
    }

    fileprivate func lasting(_ duration: Duration) throws(FaultProblem) -> FaultAction {
        switch self {
        case .stallReading: .stallReading(for: duration)
        case .stallWriting: .stallWriting(for: duration)
        case .refuseConnections: .refuseConnections(for: duration)
        default: throw FaultProblem("FOR goes with STALL-READ, STALL-WRITE and REFUSE only")
        }
    }
}
