// One of the HERMETIC commands: its words, what it takes, and what it does. The list of them drives look-up, the
// check of the number of arguments, and HELP.

import Dispatch
import KVEngine
import KVSockets
import RESP

/// A HERMETIC command.
struct Control: Sendable {
    typealias Handler = @Sendable (borrowing ControlCall) throws(ControlError) -> ControlAnswer

    /// The words after HERMETIC that name it, in lower case.
    let name: [String]
    /// How many words follow them.
    let arguments: ClosedRange<Int>
    /// How the words that follow are written in help.
    let syntax: String
    let text: String
    let run: Handler

    init(
        _ name: String, _ arguments: ClosedRange<Int> = 0...0, _ syntax: String = "", text: String,
        run: @escaping Handler
    ) {
        self.name = name.split(separator: " ").map { String($0).lowercased() }
        (self.arguments, self.syntax, self.text, self.run) = (arguments, syntax, text, run)
    }

    /// How it is written: `CLOCK ADVANCE <duration>`.
    var form: String {
        let words = name.joined(separator: " ").uppercased()
        return syntax.isEmpty ? words : "\(words) \(syntax)"
    }
}

/// A HERMETIC command that was sent.
struct ControlCall {
    let core: ServerCore
    let client: Client
    /// What the server's randomness was seeded with.
    let seed: UInt64
    /// The words behind the command's name.
    let words: [[UInt8]]

    /// The word at an index as text; what is not UTF-8 reads as nothing that is known.
    func text(_ index: Int) -> String { String(decoding: words[index], as: UTF8.self) }

    /// Has something done that takes turns of the reactor, off its thread, and replies with what comes of it; the
    /// client's next command runs after that.
    ///
    /// - Parameter queue: where it is done; in turn with all other such work when nil.
    func later(
        on queue: DispatchQueue? = nil, _ work: @escaping @Sendable (ServerCore) -> RESPValue
    ) throws(ControlError) -> ControlAnswer {
        guard !client.isDirect else { throw ControlError("a direct call cannot wait") }
        let (core, id, isSilent) = (core, client.id, client.isSilent)
        (queue ?? core.controlQueue).async {
            let reply = work(core)
            core.reactor.performSoon { core.sessions[id]?.answer(isSilent ? nil : reply) }
        }
        return .deferred
    }
}

/// What is wrong with a HERMETIC command; the text goes to the client, behind ERR.
struct ControlError: Error {
    let text: String

    init(_ text: String) { self.text = text }
}
