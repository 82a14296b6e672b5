// `kvtool pipeline`: many commands in one go, each with a result of its own.

import KVCaching
import KVClient
import KVProcessSupport
import KVToolSupport

extension Subcommand {
    /// A pipeline of commands.
    static let pipeline = Subcommand(
        "pipeline", "Sends many commands in one go, and tells what became of each.",
        operands: "[\"COMMAND ARGUMENT...\"...]",
        sections: [
            FlagSection(
                "What to send",
                [
                    Flag(
                        "from", "file",
                        help: "Commands, one a line, quoted as in redis-cli; - is standard input. "
                            + "Default: - when no command is given."),
                    Flag("atomic", help: "As one transaction (MULTI, EXEC)."),
                ])
        ],
        examples: [
            UsageExample(
                "'GET user:42:profile' 'HGETALL user:42:stats'", "Two replies for one round trip."),
            UsageExample("--atomic --from commands.txt", "All of them, or none if one is malformed."),
        ],
        notes: [
            UsageNote(
                "Replies",
                [
                    "One line each, in order. What one command is refused for does not concern the others; the exit code "
                        + "is then 3, or 1 if all were refused.",
                    "Without --atomic a thousand go at a time.",
                ])
        ]
    ) { flags throws(UsageError) in
        let (lines, file, isAtomic) = (flags.operands, flags.string("from"), flags.isOn("atomic"))
        let given: [KVRequest]
        do throws(ToolError) {
            given = try PipelineRun.requests(lines)
        } catch {
            throw UsageError(error.description)
        }
        return Plan(effect: .writes) { place in
            var requests = given
            if file != nil || given.isEmpty {
                requests += try PipelineRun.requests(try InputFile.lines(file ?? "-"))
            }
            return try await PipelineRun.run(requests, isAtomic, place.store)
        }
    }
}

/// A run of a pipeline.
enum PipelineRun {
    static func requests(_ lines: [String]) throws(ToolError) -> [KVRequest] {
        var requests: [KVRequest] = []
        for (index, line) in lines.enumerated() {
            guard let request = KVRequest(typed: line) else {
                throw ToolError("command \(index + 1) is empty, or its quotes do not balance: \(line)")
            }
            requests.append(request)
        }
        return requests
    }

    static func run(
        _ requests: [KVRequest], _ isAtomic: Bool, _ store: any KVStore
    ) async throws -> CommandReport {
        var pipeline = Pipeline()
        let slots = requests.map { request in
            pipeline.add(
                KVCommand<Reply>(request.words.map { KVString($0) }) { reply throws(KVError) in
                    if case .error(let line) = reply { throw KVError(line: line) }
                    return reply
                })
        }
        guard !slots.isEmpty else { return report([]) }
        let results = try await pipeline.run(on: store, atomically: isAtomic)
        return report(slots.map { results[$0] })
    }

    private static func report(_ results: [Result<Reply, KVError>]) -> CommandReport {
        let refused = results.compactMap { if case .failure(let error) = $0 { error } else { nil } }
        var report = CommandReport(
            results.map { result in
                switch result {
                case .success(let reply): reply.description
                case .failure(let error): "(error) \(OneLine.of("\(error)"))"
                }
            },
            [
                .init("results", .array(results.map(json))),
                .init("totals", ["commands": JSONValue(results.count), "refused": JSONValue(refused.count)]),
            ])
        if !refused.isEmpty {
            let isSure = refused.count == results.count && !refused.contains(where: \.isInDoubt)
            report.exit = isSure ? .failed : .partial
            report.reason =
                "\(refused.count) of \(Figures.count(results.count, "command")) had no result, or were refused"
        }
        return report
    }

    private static func json(_ result: Result<Reply, KVError>) -> JSONValue {
        switch result {
        case .success(let reply): ["reply": json(reply)]
        case .failure(let error): ["error": .string("\(error)")]
        }
    }

    private static func json(_ reply: Reply) -> JSONValue {
        switch reply {
        case .status(let text), .error(let text): .string(text)
        case .integer(let number): .integer(number)
        case .string(let string): .string(string.description)
        case .null: .null
        case .array(let elements), .set(let elements), .push(let elements): .array(elements.map(json))
        case .map(let pairs): .array(pairs.map { .array([json($0.key), json($0.value)]) })
        case .double(let number): .number(number)
        case .boolean(let flag): .bool(flag)
        }
    }
}
