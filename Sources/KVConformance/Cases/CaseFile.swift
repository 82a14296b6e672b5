// The scripts that are run against two servers: what a file in `conformance/cases` says, read into values. The
// format is described for people in `conformance/README.md`; `CaseParser` reads it.

/// One file of cases, about one command.
package struct CaseFile: Equatable, Sendable {
    /// The folder and the name without its ending: `strings/getex`.
    package let name: String
    package var cases: [Case]

    package init(name: String, cases: [Case]) {
        self.name = name
        self.cases = cases
    }

    /// The folder: `strings`.
    package var family: String { String(name.prefix { $0 != "/" }) }
}

/// A script that starts on an empty server.
package struct Case: Equatable, Sendable {
    package let title: String
    package var steps: [Step]

    package init(title: String, steps: [Step]) {
        self.title = title
        self.steps = steps
    }
}

/// One line of a script.
package struct Step: Equatable, Sendable {
    /// The line as it stands in the file, without the spaces around it.
    package let source: String
    /// The number of the line in its file, from 1.
    package let line: Int
    /// Which connection it is about, from 1.
    package let connection: Int
    package let action: Action
    package let mark: Mark

    /// What a line does.
    package enum Action: Equatable, Sendable {
        /// Sends a command and reads its reply.
        case command([Word])
        /// Sends a command and leaves its reply to be read by a later line.
        case send([Word])
        /// Sends bytes as they stand.
        case raw([Word])
        /// Reads a reply or a push.
        case read
        /// Expects that nothing has come.
        case quiet
        /// Expects the end of the connection.
        case closed
        /// Closes the connection and opens another in its place.
        case reconnect
        /// Sends no more, and goes on reading.
        case end
        /// Goes on in RESP3.
        case resp3
        /// Asks for the stream of changes, as a replica does, and passes over the payload before it.
        case follow
        /// Moves the clock on.
        case advance(milliseconds: Int64)
    }

    /// How the reply is compared.
    package enum Mark: Equatable, Sendable {
        case exact
        /// Elements in any order.
        case unordered
        /// Elements two by two, in any order.
        case pairs
        /// Numbers may differ by so much.
        case approximate(Double)
        /// Types and numbers of elements only.
        case shape
        /// The outermost type only.
        case type
        /// That a reply comes, whatever it says.
        case any
        /// The fields with these names of a text such as INFO's or CLIENT LIST's.
        case fields([String])
        /// The names of the fields of such a text.
        case names
        /// The command is an iteration, done from its start to its end.
        case scan
        /// The shape; the reply is kept under a name.
        case keep(String)
    }
}

/// A word of a command, before what stands in braces is worked out.
package enum Word: Equatable, Sendable {
    case text([UInt8])
    /// `{1..300:f% v%}` with what stands around the braces; a template without spaces makes one word a number.
    case sequence(ClosedRange<Int>, [String])
    /// The time of the server, and something added to it.
    case time(inMilliseconds: Bool, plus: Int64)
    /// What a line before has kept.
    case kept(String)
}
