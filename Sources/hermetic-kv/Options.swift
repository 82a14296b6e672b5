// What the command line asks of the server, read from the flags.

import KVEngine
import KVGateway
import KVServer
import KVSockets
import KVToolSupport

/// What the command line asks for.
struct Options {
    var endpoints: [Endpoint]
    var seed: UInt64?
    var databases: Int
    var logLevel: LogLevel
    var maxClients = 10_000
    /// Whether the process may raise its limit of open files; a command would inherit that.
    var raisesLimits = true
    var password: String?
    /// The REST interface; nil where nobody has asked for it.
    var rest: RESTGateway?
    /// The file that is to tell applications where the server is.
    var environmentFile: String?
    var hasTestControls: Bool
    var isClockManual: Bool
    /// Unix milliseconds; the present when nil.
    var clockStart: Int?
    /// Parameters for the engine, under the names CONFIG has for them.
    var parameters: [(name: String, value: String)]
    /// The folder and the name of the file that the data comes from and is saved to; nil for neither.
    var dataFile: (folder: String, name: String)?

    /// Reads the flags of the server as a program of its own.
    init(_ flags: FlagValues) throws(UsageError) {
        let binds = try flags.names("bind", "an address such as 127.0.0.1 or ::1, or * for all")
        let hosts = binds.flatMap { $0.split(separator: " ").map(String.init) }
        try self.init(
            flags, hosts: hosts.isEmpty ? ["127.0.0.1"] : hosts, port: 6379,
            hasTestControls: flags.isOn("test-controls"), servesREST: false)
        environmentFile = try flags.names("write-env", "the path of a file, such as .env.local").last
        maxClients = try flags.integer("maxclients", in: 1...1_000_000) ?? maxClients
        let protectedMode = try flags.boolean("protected-mode")
        if let protectedMode { parameters.append(("protected-mode", protectedMode ? "yes" : "no")) }
        if isClockManual, !hasTestControls {
            throw UsageError("--clock manual needs --test-controls: nothing could move the clock otherwise")
        }
    }

    /// Reads the flags of the server that a command is run with.
    init(forRun flags: FlagValues) throws(UsageError) {
        try self.init(flags, hosts: ["127.0.0.1"], port: 0, hasTestControls: true, servesREST: true)
        raisesLimits = false
    }

    private init(
        _ flags: FlagValues, hosts: [String], port: Int, hasTestControls: Bool, servesREST: Bool
    ) throws(UsageError) {
        let port = try flags.integer("port", in: 0...65535) ?? port
        endpoints = hosts.map { .tcp(host: $0, port: UInt16(port)) }
        let path = try flags.names("unixsocket", "the path of a file to be made").last
        if let path { endpoints.append(.unix(path: path, permission: nil)) }
        seed = try flags.integer("seed", in: 0...Int.max).map(UInt64.init)
        databases = try flags.integer("databases", in: 1...Options.greatestDatabaseCount) ?? 16
        let level = try flags.choice("log-level", among: LogLevel.allCases.map(\.rawValue))
        logLevel = level.flatMap(LogLevel.init) ?? .notice
        password = flags.string("requirepass")
        rest = try Options.rest(flags, hosts: hosts, isAsked: servesREST)
        self.hasTestControls = hasTestControls
        isClockManual = try flags.choice("clock", among: ["system", "manual"]) == "manual"
        clockStart = try flags.integer("clock-start", in: 0...Int(AdjustableClock.latest / 1000))
        parameters = try Options.parameters(flags)
        _ = try flags.choice("appendonly", among: ["no"])
        dataFile = try Options.dataFile(flags)
    }

    /// Reads where the data comes from and goes to.
    private static func dataFile(_ flags: FlagValues) throws(UsageError) -> (folder: String, name: String)? {
        let folder = try flags.names("dir", "a folder").last
        let name = try flags.names("dbfilename", "the name of a file").last
        guard let folder else {
            if name != nil { throw UsageError("--dbfilename needs --dir as well, the folder it is in") }
            return nil
        }
        if let name, name.contains("/") {
            throw UsageError("--dbfilename \(name): a name is wanted, and --dir for the folder")
        }
        return (folder, name ?? "dump.rdb")
    }

    /// Reads the flags of the REST interface, which is served when one of them is there, or in any case.
    private static func rest(
        _ flags: FlagValues, hosts: [String], isAsked: Bool
    ) throws(UsageError) -> RESTGateway? {
        let port = try flags.integer("rest-port", in: 0...65535)
        let token = try flags.names("rest-token", "a secret that applications show").last
        let readOnlyToken = try flags.names("rest-readonly-token", "a secret for reading").last
        guard isAsked || port != nil else {
            if token != nil || readOnlyToken != nil {
                throw UsageError("a token needs --rest-port as well, which serves the REST interface")
            }
            return nil
        }
        if let token, token == readOnlyToken {
            throw UsageError("--rest-token and --rest-readonly-token have to differ")
        }
        let endpoints = hosts.map { Endpoint.tcp(host: $0, port: UInt16(port ?? 0)) }
        return RESTGateway(endpoints: endpoints, token: token, readOnlyToken: readOnlyToken)
    }

    /// Each database has a table of its own, so their number is bounded.
    private static let greatestDatabaseCount = 10_000

    /// Reads the flags that set a parameter of the engine, each checked as what it is.
    private static func parameters(_ flags: FlagValues) throws(UsageError) -> [(String, String)] {
        var given: [(String, String?)] = []
        given.append(("requirepass", flags.string("requirepass")))
        given.append(("maxmemory", try flags.byteSize("maxmemory").map(String.init)))
        let policies = EvictionPolicy.allCases.map(\.rawValue)
        given.append(("maxmemory-policy", try flags.choice("maxmemory-policy", among: policies)))
        given.append(("timeout", try flags.integer("timeout", in: 0...Int(Int32.max)).map(String.init)))
        let classes = try flags.letters("notify-keyspace-events", of: NotificationClasses.alphabet)
        given.append(("notify-keyspace-events", classes))
        return given.compactMap { name, value in value.map { (name, $0) } }
    }

    /// The clock to start with. One that nobody can move needs no hand on it.
    var clock: Clock {
        guard hasTestControls || clockStart != nil else { return .system }
        // Whole milliseconds, as deadlines are: a clock that is moved on by 60 s reaches all that was due in 60 s.
        let start = clockStart.map(Int64.init) ?? SystemTime.unixMicroseconds / 1000
        return .adjustable(AdjustableClock(unixMicroseconds: start * 1000, rate: isClockManual ? 0 : 1))
    }
}

/// What the command line of `run` asks for.
struct RunOptions {
    var server: Options
    var command: String
    /// The words of the command, which are the last of the program's arguments.
    var wordCount: Int
    /// Paths of files with commands.
    var fixtures: [String]
    var printsJournal: Bool
    var dumpsOnExit: Bool
    /// Seconds.
    var killDelay: Int32

    init(_ flags: FlagValues) throws(UsageError) {
        server = try Options(forRun: flags)
        guard let command = flags.operands.first else {
            throw UsageError("there is no command to run, as in: hermetic-kv run -- pytest")
        }
        self.command = command
        wordCount = flags.operands.count
        fixtures = try flags.names("fixture", "the path of a file of commands")
        printsJournal = flags.isOn("print-journal")
        dumpsOnExit = flags.isOn("dump-on-exit")
        killDelay = Int32(try flags.integer("kill-after", in: 0...86_400) ?? 5)
    }
}
