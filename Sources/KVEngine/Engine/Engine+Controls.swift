// A command of the engine's owner, beside those of Redis: how a test that only has a connection gets at the clock
// and the rest of what is around the engine. It is in no table, so that COMMAND, ACL and INFO stay Redis's own; it
// is looked for only when a name is unknown, so that no other command pays for it.

import RESP

/// A command of the engine's owner.
package struct Controls {
    /// The command's name, in lower case.
    let name: StaticString
    /// Answers a command from its words, the name first.
    let run: (_ words: [[UInt8]], _ client: Client) -> ControlAnswer

    package init(
        name: StaticString, run: @escaping (_ words: [[UInt8]], _ client: Client) -> ControlAnswer
    ) {
        (self.name, self.run) = (name, run)
    }
}

/// What comes of such a command.
package enum ControlAnswer {
    case reply(RESPValue)
    /// The owner replies when it has done what was asked.
    case deferred
}

extension CommandBatch {
    /// Whether the request that is to be run next is one of the owner's commands.
    package mutating func isNextControl(in input: ByteView) -> Bool {
        call.input = input
        return call.isControl
    }
}

extension Call {
    /// Whether the command is one of the owner's, which sees to it even while a DEBUG SLEEP holds all others.
    var isControl: Bool {
        guard let controls = engine.controls else { return false }
        return argument(0).matches(controls.name)
    }

    /// Runs it, past the gates that matter to it. It counts as no command in any statistics.
    mutating func run(_ controls: Controls) -> Outcome {
        if let refusal = refusalOfControls(controls.name) {
            refuse(refusal, nil)
            return .done
        }
        let mark = reply.buffer.count
        let answer = controls.run((0..<argumentCount).map { [UInt8](argument($0)) }, client)
        if case .reply(let value) = answer { reply.value(value) }
        dropUnwantedReply(from: mark)
        if case .deferred = answer { return .deferred }
        return .done
    }

    private func refusalOfControls(_ name: StaticString) -> RedisError? {
        if !client.isAuthenticated, engine.requiresAuthentication { return .authenticationRequired }
        if isInTransaction { return RedisError("ERR Command not allowed inside a transaction") }
        return client.isSubscribed && !reply.isRESP3 ? .subscribed("\(name)") : nil
    }
}
