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

    /// The replies to the commands; nil when something watched has changed.
    ///
    /// - Throws: what the transaction was refused for, and then none of the commands has run.
    func replies(in outcome: KVOutcome) throws(KVError) -> [Reply]? {
        let replies = try outcome.get()
        if case .error(let line)? = replies.first {
            // Without MULTI the others were commands like any: nobody knows which of them the server has refused too.
            throw KVError(line: line).afterSending(!outcome.isRefusedForNow)
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
