// ACL DRYRUN: whether a user may run a request, without running it.

import RESP

extension Command {
    /// Says OK, or in a sentence what the user may not do.
    ///
    /// Error order: the user, the command, its arity.
    static let aclDryRun = Command(
        "dryrun", arity: -4, [.admin, .noscript, .loading, .stale],
        docs: Docs(
            .server, since: "7.0.0", "Says whether a user may run a command.",
            complexity: "O(1) for a typical request", syntax: "username command [arg...]")
    ) { call throws(RedisError) in
        let name = try call.bytes()
        guard let user = call.engine.access.user(named: name) else {
            throw .quoting("ERR User '", name, "' not found", limit: .max)
        }
        let (table, words) = (call.engine.table, RequestWords(of: call, from: call.next))
        guard let id = table.find(words) else {
            throw .quoting("ERR Command '", words[0], "' not found", limit: .max)
        }
        guard table.command(id).accepts(argumentCount: words.count) else {
            throw .wrongArity(of: table.fullName(id))
        }
        guard let denial = user.rules.denial(of: id, words, table) else { return call.reply.ok() }
        call.reply.bulk(denial.sentence(table.fullName(id), words))
    }
}

extension Denial {
    fileprivate func sentence(_ command: String, _ words: RequestWords) -> [UInt8] {
        let word = [UInt8](words[index].beforeNUL)
        let (before, name, after): (StaticString, [UInt8], StaticString) =
            switch reason {
            case .command: ("run the '", Array(command.utf8), "' command")
            case .key: ("access the '", word, "' key")
            case .channel: ("access the '", word, "' channel")
            }
        return Array("This user has no permissions to \(before)".utf8) + name + Array("\(after)".utf8)
    }
}
