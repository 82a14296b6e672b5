// Steps as lines of a file of cases: what the fuzzer found is printed so that it can be committed as it stands.

enum CaseText {
    /// The line of a command.
    static func line(_ words: [[UInt8]], connection: Int, mark: Step.Mark) -> String {
        let place = connection == 1 ? "" : "@\(connection) "
        return place + prefix(mark) + words.map(word).joined(separator: " ")
    }

    /// A case with its title and its lines.
    static func text(_ script: Case) -> String {
        (["== \(script.title)"] + script.steps.map(\.source)).joined(separator: "\n") + "\n"
    }

    private static func prefix(_ mark: Step.Mark) -> String {
        switch mark {
        case .exact: ""
        case .unordered: "unordered: "
        case .pairs: "pairs: "
        case .approximate(let tolerance): "approx \(tolerance): "
        case .shape: "shape: "
        case .type: "type: "
        case .any: "any: "
        case .fields(let names): "fields \(names.joined(separator: ",")): "
        case .names: "names: "
        case .scan: "scan: "
        case .keep(let name): "as \(name): "
        }
    }

    /// A word, in quotes where it would be read as something else without.
    static func word(_ bytes: [UInt8]) -> String {
        let isPlain = !bytes.isEmpty && bytes.allSatisfy { (33...126).contains($0) && !special.contains($0) }
        return isPlain ? String(decoding: bytes, as: UTF8.self) : WireText.quoted(bytes)
    }

    private static let special = Set("\"'{}\\".utf8)
}
