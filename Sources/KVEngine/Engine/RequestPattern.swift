// Which requests somebody means: those of a command, those about some keys, or both. Faults are put on requests this
// way. The request is looked at before it is run, in a batch that is about to run it.

import RESP

/// A description of requests by their command and their keys.
package struct RequestPattern: Sendable, Equatable {
    /// The command's name, and a subcommand's after it, in lower case; empty for any command.
    package let command: [[UInt8]]
    /// A glob pattern that one of the keys has to match; nil for any request, with keys or without.
    package var key: [UInt8]?

    /// - Parameters:
    ///   - command: a name in any case, with its subcommand after a space or a bar: `GET`, `client|kill`. It may be one
    ///     that the server does not have. Nil is any command.
    ///   - key: a glob pattern, as KEYS takes it.
    package init(command: [UInt8]?, key: [UInt8]?) {
        self.key = key
        let separators = [UInt8(ascii: " "), UInt8(ascii: "|")]
        let words = command?.map(ByteView.lowercase).split { separators.contains($0) }.map(Array.init)
        // No name at all is one that no command has.
        self.command = words == [] ? [[]] : words ?? []
    }

    /// Whether every request is meant.
    package var isAny: Bool { command.isEmpty && key == nil }

    /// The name as COMMAND gives it: `client|kill`.
    package var commandName: [UInt8] { Array(command.joined(separator: [UInt8(ascii: "|")])) }
}

extension CommandBatch {
    /// Whether the request that is to be run next is one of those meant.
    ///
    /// - Complexity: O(1) for the command, O(arguments) for the keys.
    package mutating func isNext(_ pattern: RequestPattern, in input: ByteView) -> Bool {
        call.input = input
        return call.isNamed(pattern.command) && call.hasKey(matching: pattern.key)
    }
}

extension Call {
    fileprivate func isNamed(_ words: [[UInt8]]) -> Bool {
        guard words.count <= argumentCount else { return false }
        return words.indices.allSatisfy { index in
            words[index].withByteView { argument(index).equalsIgnoringCase($0) }
        }
    }

    fileprivate func hasKey(matching pattern: [UInt8]?) -> Bool {
        guard let pattern else { return true }
        let words = RequestWords(of: self, from: 0)
        guard let command = engine.table.find(words).map(engine.table.command),
            command.accepts(argumentCount: words.count)
        else {
            return false
        }
        return pattern.withByteView { view in
            let glob = Glob(view)
            return command.findKeys(in: words).contains {
                glob.matchesEverything || glob.matches(words[$0.index])
            }
        }
    }
}
