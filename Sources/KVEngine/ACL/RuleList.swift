// A list of rules as ACL SETUSER takes it: a selector may be one argument or go on over several, up to the one that
// ends with its closing bracket.

import RESP

/// A list of rules in which every selector is whole.
struct RuleList {
    private(set) var rules: [[UInt8]] = []

    /// - Throws: the argument with the opening bracket that is never closed.
    init(_ arguments: [ByteView]) throws(UnmatchedBracket) {
        var open: (start: Int, text: [UInt8])?
        for (index, argument) in arguments.enumerated() {
            let isClosed = argument.count > 0 && argument[argument.count - 1] == UInt8(ascii: ")")
            if argument.count > 0, argument[0] == UInt8(ascii: "("), !isClosed {
                // A bracket within another forgets what came before it.
                open = (index, [UInt8](argument))
            } else if let (start, text) = open {
                let longer = text + [UInt8(ascii: " ")] + [UInt8](argument.beforeNUL)
                open = isClosed ? nil : (start, longer)
                if isClosed { rules.append(longer) }
            } else {
                rules.append([UInt8](argument))
            }
        }
        if let open { throw UnmatchedBracket(index: open.start) }
    }

    /// Applies all rules, or throws at the first that cannot be.
    func apply(to user: inout UserRules, _ reader: RuleReader) throws(RedisError) {
        for rule in rules {
            do throws(RuleError) {
                try rule.withByteView { rule throws(RuleError) in try reader.apply(rule, to: &user) }
            } catch {
                throw rule.withByteView {
                    .quoting("ERR Error in ACL SETUSER modifier '", $0, "': \(error.text)", limit: .max)
                }
            }
        }
    }
}

/// A selector without an end.
struct UnmatchedBracket: Error {
    /// The place of the argument with which it begins.
    let index: Int
}
