// The words of a fault, read one after the other.

import KVEngine

/// A cursor over words.
struct FaultWords {
    private let words: [[UInt8]]
    private var index = 0
    private var options: Set<String> = []

    init(_ words: [[UInt8]]) { self.words = words }

    /// The next word in upper case; nil at the end.
    mutating func next() -> String? {
        guard index < words.count else { return nil }
        index += 1
        return String(decoding: words[index - 1], as: UTF8.self).uppercased()
    }

    /// Refuses an option that was there before.
    mutating func noteOption(_ option: String) throws(FaultProblem) {
        guard options.insert(option).inserted else { throw FaultProblem("\(option) is given twice") }
        if options.isSuperset(of: ["CLIENT", "CLIENT-ID"]) {
            throw FaultProblem("CLIENT and CLIENT-ID exclude each other")
        }
    }

    /// The word after one that needs it.
    mutating func argument(of word: String, mayBeEmpty: Bool = false) throws(FaultProblem) -> [UInt8] {
        guard index < words.count, mayBeEmpty || !words[index].isEmpty else {
            throw FaultProblem("\(word) needs a value")
        }
        index += 1
        return words[index - 1]
    }

    private mutating func text(of word: String) throws(FaultProblem) -> String {
        String(decoding: try argument(of: word), as: UTF8.self)
    }

    mutating func number<Number: LosslessStringConvertible>(of word: String) throws(FaultProblem) -> Number {
        let text = try text(of: word)
        guard let number = Number(text) else { throw FaultProblem("\(word) needs a number, not '\(text)'") }
        return number
    }

    mutating func duration(of word: String) throws(FaultProblem) -> Duration {
        let text = try text(of: word)
        guard let duration = Duration(words: text) else {
            throw FaultProblem("\(word) needs a time such as 250ms, 1.5s or 2m, not '\(text)'")
        }
        return duration
    }

    /// What goes wrong, which comes first.
    mutating func action() throws(FaultProblem) -> FaultAction {
        guard let word = next() else { throw FaultProblem("a fault begins with what goes wrong") }
        switch word {
        case "ERROR": return .error(try error())
        case "LATENCY": return .latency(try duration(of: word))
        case "DISCONNECT": return .disconnect(.init(executes: false))
        case "EXECUTE-DISCONNECT": return .disconnect(.init(executes: true))
        case "RESET": return .disconnect(.init(executes: false, resets: true))
        case "EXECUTE-RESET": return .disconnect(.init(executes: true, resets: true))
        case "CUT": return .cutReply(after: try number(of: word))
        case "SINGLE-BYTES": return .singleBytes
        case "STALL-READ": return .stallReading(for: nil)
        case "STALL-WRITE": return .stallWriting(for: nil)
        case "GARBAGE": return .garbage(try argument(of: word))
        case "DUPLICATE": return .duplicateReply
        case "HTTP-STATUS": return .httpStatus(try number(of: word))
        case "ACCEPT-CLOSE": return .closeOnAccept(resets: false)
        case "ACCEPT-RESET": return .closeOnAccept(resets: true)
        case "REFUSE": return .refuseConnections(for: nil)
        default: throw FaultProblem("unknown fault '\(word)'")
        }
    }

    private mutating func error() throws(FaultProblem) -> InjectedError {
        let text = try text(of: "ERROR")
        return InjectedError.byCode[text.uppercased()] ?? .text(text)
    }
}

extension Duration {
    private static let units: [(suffix: String, microseconds: Double)] = [
        ("us", 1), ("ms", 1000), ("s", 1_000_000), ("m", 60_000_000), ("h", 3_600_000_000),
        ("d", 86_400_000_000),
    ]

    /// Reads a number with its unit: `250ms`, `1.5s`, `2m`; up to a hundred years.
    init?(words text: String) {
        for (suffix, microseconds) in Duration.units where text.hasSuffix(suffix) {
            guard let number = Double(text.dropLast(suffix.count)), number >= 0 else { continue }
            let total = (number * microseconds).rounded()
            guard total <= 36_525 * 86_400_000_000 else { return nil }
            self = .microseconds(Int64(total))
            return
        }
        return nil
    }

    /// The duration in the largest unit of which it is a whole number, down to microseconds.
    var words: String {
        let total = microseconds
        for (suffix, unit) in Duration.units.reversed() where total % Int64(unit) == 0 && total > 0 {
            return "\(total / Int64(unit))\(suffix)"
        }
        return "\(total)us"
    }
}
