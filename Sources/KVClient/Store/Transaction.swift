// What goes out for a transaction, and what its replies mean.

/// Commands between MULTI and EXEC.
struct Transaction {
    let requests: [KVRequest]
    /// What is sent.
    let commands: [KVRequest]

    /// - Throws: `KVError` for commands that cannot be part of a transaction.
    init(_ requests: [KVRequest]) throws(KVError) {
        for request in requests {
            if let problem = request.pairingProblem { throw problem }
            if CommandTraits.of(request).contains(.stateful) {
                throw KVError(.needsConnection, "'\(request.name)' cannot be part of a transaction")
            }
        }
        self.requests = requests
        commands = [["MULTI"]] + requests + [["EXEC"]]
    }

    /// Whether it may run twice.
    var isHarmless: Bool { requests.allSatisfy { CommandTraits.of($0).contains(.repeatable) } }

    /// Whether the server has refused it for the moment only, so that nothing of it has run.
    ///
    /// EXEC itself is refused in words of its own: `EXECABORT`, and why.
    func isRefusedForNow(_ outcome: KVOutcome) -> Bool {
        guard outcome.failure == nil else { return false }
        let errors = outcome.replies.compactMap {
            if case .error(let line) = $0 { KVError(line: line) } else { nil }
        }
        guard let first = errors.first, Transaction.reason(of: first).isPassing else { return false }
        if outcome.replies.first?.isError == false { return errors.last?.code == "EXECABORT" }
        return errors.count == outcome.replies.count && errors.dropLast().allSatisfy(\.isPassing)
    }

    /// What a transaction was discarded for, where EXEC says it.
    private static func reason(of error: KVError) -> KVError {
        let preface = "Transaction discarded because of: "
        guard error.code == "EXECABORT", error.message.hasPrefix(preface) else { return error }
        return KVError(line: String(error.message.dropFirst(preface.count)))
    }

    /// The replies to the commands; nil when something watched has changed.
    ///
    /// - Throws: what the transaction was refused for, and then none of the commands has run.
    func replies(in outcome: KVOutcome) throws(KVError) -> [Reply]? {
        let replies = try outcome.get()
        if case .error(let line)? = replies.first {
            // Without MULTI the others were commands like any: nobody knows which of them the server has refused too.
            throw KVError(line: line).afterSending(!isRefusedForNow(outcome))
        }
        switch replies.last {
        case .array(let elements) where elements.count == requests.count: return elements
        case .null: return nil
        case .error(let line):
            let first = replies.compactMap { if case .error(let line) = $0 { line } else { nil } }.first
            throw KVError(line: first ?? line)
        default:
            throw KVError(
                .unexpectedReply, "EXEC was not answered by a reply for each command", isInDoubt: true)
        }
    }
}
