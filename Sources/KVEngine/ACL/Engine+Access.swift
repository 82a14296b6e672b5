// Who a connection is, and what it may do: the gate that a client has to pass whose user may not do everything or who
// has yet to say who it is. Dispatch comes here on one bit of the client, `isTrusted`.

import RESP

extension Call {
    /// The gates about the user, in Redis's order: authentication, what a transaction does not allow, permissions.
    @inline(never)
    func gateOfUser(_ flags: CommandFlags) -> RedisError? {
        if !client.isAuthenticated, !flags.contains(.noAuth), engine.requiresAuthentication {
            return .authenticationRequired
        }
        if let refusal = refusalInMulti(flags) { return refusal }
        guard let denial = denial() else { return nil }
        log(denial, isInTransaction ? .multi : .toplevel)
        return .noPermission(denial, commandName)
    }

    /// Why EXEC may not run a command: the user's rules may have changed since it was queued.
    @inline(never)
    func refusalAtExec() -> RedisError? {
        guard let denial = denial() else { return nil }
        log(denial, .multi)
        return .noLongerPermitted(denial)
    }

    /// Why a script may not run a command: its caller's user may not.
    func denialInScript(of run: ScriptRun) -> RedisError? {
        guard let denial = denial() else { return nil }
        log(denial, .lua, of: run.caller)
        return .notPermittedInScript(denial)
    }

    /// Whether the client may run the command with any key read besides: what SORT's patterns need.
    var mayReadEveryKey: Bool {
        if client.modes.value.isTrusted { return true }
        let words = RequestWords(of: self, from: 0)
        return client.user.rules.allow(id, words, andEveryKey: .read, engine.table)
    }

    private func denial() -> Denial? {
        client.user.rules.denial(of: id, RequestWords(of: self, from: 0), engine.table)
    }

    private func log(_ denial: Denial, _ context: ACLLog.Context, of client: Client? = nil) {
        switch denial.reason {
        case .command: log(.command, in: context, object: Array(commandName.utf8), of: client)
        case .key: log(.key, in: context, object: [UInt8](argument(denial.index)), of: client)
        case .channel: log(.channel, in: context, object: [UInt8](argument(denial.index)), of: client)
        }
    }

    /// Notes a refusal in ACL LOG.
    private func log(
        _ reason: ACLLog.Reason, in context: ACLLog.Context, object: [UInt8], user: [UInt8]? = nil,
        of caller: Client? = nil
    ) {
        let entry = ACLLog.Entry(
            reason, in: context, object: object, user: user ?? client.user.name, time: now,
            client: String(engine.describe(caller ?? client).dropLast()))
        engine.access.log.add(entry, keeping: engine.settings.aclLogMaxLength)
    }

    // MARK: Authentication

    /// Makes the connection the user's.
    ///
    /// - Throws: WRONGPASS, which leaves the connection as it was.
    func authenticate(user name: ByteView, password: ByteView) throws(RedisError) {
        guard let user = engine.access.user(named: name), user.rules.accept(password) else {
            let word = [UInt8](argument(0))
            log(.auth, in: isInTransaction ? .multi : .toplevel, object: word, user: [UInt8](name))
            throw .wrongPassword
        }
        client.user = user
        client.isAuthenticated = true
    }

    /// Closes a connection: the caller's own once it has been answered, another's at once.
    func kill(_ victim: Client) {
        if victim === client {
            victim.ending = .closeAfterReply
        } else {
            engine.remove(victim)
            victim.ending = .closeNow
        }
    }
}

extension Engine {
    /// Whether clients have to authenticate, for the default user is not open to everyone.
    package var requiresAuthentication: Bool { !access.defaultUser.rules.admitEveryone }

    /// Whether the default user needs no password, so that only clients on this machine should be served.
    package var hasNoPassword: Bool { access.defaultUser.rules.needsNoPassword }

    /// Makes a connection the default user's, authenticated if that takes nothing.
    func becomeDefaultUser(_ client: Client) {
        client.user = access.defaultUser
        client.isAuthenticated = !requiresAuthentication
    }

    /// Lets a user's rules hold for its connections.
    func rulesChanged(of user: User) {
        for client in clients.values where client.user === user { client.weighTrust() }
    }
}

extension RedisError {
    /// AUTH or HELLO named a user that does not exist, or a wrong password.
    static var wrongPassword: RedisError {
        RedisError("WRONGPASS invalid username-password pair or user is disabled.")
    }

    fileprivate static func noPermission(_ denial: Denial, _ command: String) -> RedisError {
        let what =
            switch denial.reason {
            case .command: "run the '\(command)' command"
            case .key: "access one of the keys used as arguments"
            case .channel: "access one of the channels used as arguments"
            }
        return RedisError("NOPERM this user has no permissions to \(what)")
    }

    fileprivate static func notPermittedInScript(_ denial: Denial) -> RedisError {
        let what =
            switch denial.reason {
            case .command: "can't run this command or subcommand"
            case .key: "can't access at least one of the keys mentioned in the command arguments"
            case .channel: "can't publish to the channel mentioned in the command"
            }
        return RedisError("ERR The user executing the script \(what)")
    }

    fileprivate static func noLongerPermitted(_ denial: Denial) -> RedisError {
        let reason =
            switch denial.reason {
            case .command: "no permission to execute the command or subcommand"
            case .key: "no permission to touch the specified keys"
            case .channel: "no permission to access one of the channels used as arguments"
            }
        return RedisError(
            """
            NOPERM ACLs rules changed between the moment the transaction was accumulated and the EXEC call. \
            This command is no longer allowed for the following reason: \(reason)
            """)
    }
}
