// The result of a run, printed as tables while it is measured or as one JSON document at the end.

import Foundation
import KVProcessSupport

/// Everything that was measured.
struct Report: Encodable {
    let reference: String
    let candidate: String
    let rounds: Int
    private(set) var throughput: [ThroughputRow] = []
    private(set) var rest: [RESTRow] = []
    private(set) var client: [ClientRow] = []
    private(set) var findings: [Finding] = []

    /// Tables are printed line by line unless the report will be printed as JSON.
    private let printsTables: Bool

    private enum CodingKeys: String, CodingKey {
        case reference, candidate, rounds, throughput, rest, client, findings
    }

    init(reference: Server.Program, candidate: Server.Program, options: BenchOptions) {
        self.reference = reference.path
        self.candidate = candidate.path
        rounds = options.rounds
        printsTables = !options.json
        if printsTables {
            Console.say(
                "reference \(reference.path), ours \(candidate.path), \(rounds) interleaved rounds, medians")
        }
    }

    /// How many figures do not reach their floor.
    var missed: Int { count(.missed) }

    private func count(_ verdict: Verdict) -> Int {
        throughput.count { $0.verdict == verdict } + rest.count { $0.verdict == verdict }
            + client.count { $0.verdict == verdict } + findings.count { $0.verdict == verdict }
    }

    /// Prints a line of the tables.
    func say(_ line: String) {
        if printsTables { Console.say(line) }
    }

    /// Takes a row of the throughput table.
    mutating func add(_ row: ThroughputRow) {
        throughput.append(row)
        say(row.line)
    }

    /// Takes a row of the table about the REST interface.
    mutating func add(_ row: RESTRow) {
        rest.append(row)
        say(row.line)
    }

    /// Takes a row of the table about our client.
    mutating func add(_ row: ClientRow) {
        client.append(row)
        say(row.line)
    }

    /// Takes the lines of another table.
    mutating func add(_ lines: [Finding]) {
        findings += lines
        for finding in lines { say(finding.line) }
    }

    /// Prints what comes last: the document, or the count of the verdicts.
    func finish() throws(ToolError) {
        guard printsTables else {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            guard let data = try? encoder.encode(self) else {
                throw ToolError("the report has no JSON form")
            }
            Console.say(String(decoding: data, as: UTF8.self))
            return
        }
        Console.say("")
        Console.say("floors met: \(count(.met)), missed: \(missed)")
    }
}
