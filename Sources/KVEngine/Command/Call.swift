// One command being run: a cursor over its arguments, the doors to the keyspace, the reply. It is made once
// per batch of a connection, or for a client without one, and reused for each command, so that a command costs
// no reference counting.

import RESP

/// The command being run, as its handler sees it.
struct Call: ~Copyable {
    let engine: Engine
    let client: Client
    /// The arguments, as ranges into `input`.
    let arguments: ArgumentList
    /// The bytes the arguments are in.
    var input: ByteView = .empty
    var reply: ReplyWriter
    var database: Database
    /// The command's place in the table.
    var id: CommandID = 0
    /// The index of the next argument to be read.
    var next = 1
    var outcome = Outcome.done
    /// The arguments that are secrets, a bit each; the last bit stands for all from there on.
    var redacted: UInt64 = 0
    /// The command whose time is being taken, and since when.
    var timed: CommandID?
    var timedSince: UInt64 = 0
    /// How often that command had been called by then.
    var timedCalls = 0
    /// Nanoseconds that the command has waited without holding anything up (DEBUG SLEEP); they count as its time.
    var waited: UInt64 = 0
    /// Never anything: an existential makes the compiler hand a call to its methods by address. Otherwise each
    /// gets a copy of 128 bytes, and waits for what was just written to them: a PING took 37 ns instead of 22.
    private let byAddress: Any? = nil

    init(engine: Engine, client: Client, arguments: ArgumentList, output: ByteBuffer) {
        self.engine = engine
        self.client = client
        self.arguments = arguments
        reply = ReplyWriter(buffer: output, version: client.version)
        reply.doublesAreShortest = client.doublesAreShortest
        database = engine.databases[client.databaseIndex]
    }

    /// Unix milliseconds.
    var now: Int64 { engine.state.value.now }

    /// The command's name as error texts give it: `get`, `client|setname`.
    var commandName: String { engine.table.fullName(id) }

    // MARK: Arguments

    /// The number of arguments, with the name.
    var argumentCount: Int { arguments.count }

    /// The arguments not yet read.
    var remaining: Int { arguments.count - next }

    /// The argument at an index; the command's name is at 0.
    @inline(__always)
    func argument(_ index: Int) -> ByteView { arguments.view(index, in: input) }

    /// The next argument, without reading on; nil at the end.
    func peek() -> ByteView? { next < arguments.count ? argument(next) : nil }

    /// The next argument.
    ///
    /// - Throws: a syntax error when there is none.
    mutating func bytes() throws(RedisError) -> ByteView {
        guard next < arguments.count else { throw .syntax }
        next &+= 1
        return argument(next &- 1)
    }

    /// The next argument, as a key.
    mutating func key() throws(RedisError) -> ByteView { try bytes() }

    /// The next argument as a 64-bit integer.
    mutating func integer(or error: RedisError = .notAnInteger) throws(RedisError) -> Int64 {
        guard let value = IntegerText.parse(try bytes()) else { throw error }
        return value
    }

    /// The next argument as a floating-point number.
    mutating func double(or error: RedisError = .notAFloat) throws(RedisError) -> Double {
        guard let value = DoubleText.parse(try bytes()) else { throw error }
        return value
    }

    /// Reads on when the next argument is the (lower-case) word, in any case.
    mutating func accept(_ word: StaticString) -> Bool {
        guard let argument = peek(), argument.matchesBeforeNUL(word) else { return false }
        next += 1
        return true
    }
}

/// What came of a command.
package enum Outcome: Sendable, Equatable {
    /// It ran, and its reply is written.
    case done
    /// It did not run: it is to be given again at this instant (Unix milliseconds), or when a pause ends.
    case postponed(until: Int64)
    /// It ran, and its client waits: the reply comes as mail, and the client's next command after it.
    case blocked
    /// The owner of the engine has taken it over: its reply comes later, and the client's next command after it.
    case deferred
}
