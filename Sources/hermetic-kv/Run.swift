// hermetic-kv run: a command with a server of its own. The command starts when the server listens, and the server
// goes when the command has ended, however it has.

import KVGateway
import KVRunner
import KVServer
import KVToolSupport
import Synchronization

/// Runs the command, and ends with its exit code.
func run(_ options: RunOptions) -> Never {
    let signals = RelayedSignals()
    let wish = ShutdownWish()
    do throws(StartError) {
        let server = try options.server.startServer(shutDown: wish.note)
        wish.attach(server)
        for path in options.fixtures { try load(path, into: server) }
        let status = runCommand(options, server, signals)
        if options.printsJournal {
            Console.report(JournalText.tail(of: server.journal(JournalQuery()), atMost: .max))
        }
        if options.dumpsOnExit { Console.report(server.dump()) }
        server.stop()
        Console.end(status)
    } catch {
        Console.complain(error.description)
        Console.end(ExitCode.ownFailure)
    }
}

private func load(_ path: String, into server: Server) throws(StartError) {
    do throws(FixtureError) {
        try server.load(try Fixture(path: path))
    } catch {
        throw StartError(description: error.line == 0 ? error.description : "\(path): \(error.description)")
    }
}

private func runCommand(_ options: RunOptions, _ server: Server, _ signals: RelayedSignals) -> Int32 {
    let (host, port, password) = ("127.0.0.1", Int(server.port ?? 0), options.server.password)
    let variables = RunVariables(
        url: RedisURL.text(host: host, port: port, password: password), host: host, port: port,
        password: password, rest: restVariables(options, server))
    do throws(SpawnError) {
        let command = try ChildCommand(
            options.command, argumentCount: options.wordCount, variables: variables.values, signals: signals,
            killDelay: options.killDelay)
        return command.wait().exitCode
    } catch {
        Console.complain(error.message)
        return error.exitCode
    }
}

private func restVariables(_ options: RunOptions, _ server: Server) -> RunVariables.REST? {
    guard let rest = options.server.rest, let port = server.port(of: rest) else { return nil }
    return RunVariables.REST(
        url: "http://127.0.0.1:\(port)", token: rest.token, readOnlyToken: rest.readOnlyToken)
}

/// A client's SHUTDOWN, which stops the server and leaves the command alone.
private final class ShutdownWish: Sendable {
    private let server = Mutex<Server?>(nil)

    func attach(_ server: Server) { self.server.withLock { $0 = server } }

    func note() { server.withLock { $0 }?.stopSoon() }
}
