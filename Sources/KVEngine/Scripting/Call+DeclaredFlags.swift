// What a command that runs a script counts as: a script may have said of itself that it only reads, or that it runs
// when memory is full. Gates that ask come here, once they have something to refuse.

import RESP

extension Call {
    /// The command's flags, with those that its script has declared.
    @inline(never)
    func declaredFlags(_ flags: CommandFlags) -> CommandFlags {
        guard flags.contains(.runsScript), argumentCount > 1, let own = scriptFlags else { return flags }
        return own.applied(to: flags)
    }

    /// Whether memory is full, and the command may not take more of it.
    @inline(never)
    func lacksMemory(_ flags: CommandFlags) -> Bool {
        !engine.makeRoom() && declaredFlags(flags).contains(.denyOOM)
    }

    /// What the script says of itself, as far as that can be told.
    private var scriptFlags: ScriptFlags? {
        let word = argument(1)
        switch engine.table.command(id).scriptSource {
        case .body:
            if let known = engine.madeScripting?.cache[Scripting.digest(of: word)] { return known.flags }
            return (try? Shebang(of: word))?.flags
        case .digest:
            return word.count == 40 ? engine.madeScripting?.cache[[UInt8](word).lowercasedASCII]?.flags : nil
        case .function:
            return engine.madeScripting?.knownFunction(named: word)?.flags
        case nil: return nil
        }
    }
}

/// Where a command finds the script that it runs.
enum ScriptSource: Sendable {
    case body, digest, function
}

extension Command {
    /// Where the command finds the script that it runs; nil when it runs none.
    fileprivate var scriptSource: ScriptSource? {
        guard flags.contains(.runsScript) else { return nil }
        switch "\(name)" {
        case "eval", "eval_ro": return .body
        case "evalsha", "evalsha_ro": return .digest
        default: return .function
        }
    }
}
