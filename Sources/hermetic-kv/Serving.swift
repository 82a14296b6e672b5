// Starting the server that the options ask for.

import KVEngine
import KVServer
import KVSockets
import KVToolSupport

extension Options {
    /// Starts the server.
    ///
    /// - Parameter shutDown: passes on that a client has sent SHUTDOWN; called with the engine locked.
    /// - Throws: why it cannot start.
    func startServer(shutDown: @escaping @Sendable () -> Void) throws(StartError) -> Server {
        var server = ServerOptions(endpoints: endpoints, seed: seed)
        server.databases = databases
        server.clock = clock
        server.hasTestControls = hasTestControls
        server.journalCapacity = hasTestControls ? Options.journalCapacity : 0
        server.parameters = parameters
        server.log = Console.log(logLevel)
        server.shutDown = shutDown
        server.gateway = rest
        try keepData(of: &server)
        server.parameters.append(("maxclients", String(servableClients(server.log))))
        return try Server(server)
    }

    /// Has the server start with what is in its file, if there is one, and save to it.
    private func keepData(of server: inout ServerOptions) throws(StartError) {
        guard let (folder, name) = dataFile else { return }
        guard TextFile.isFolder(folder) else {
            throw StartError(description: "--dir \(folder): there is no such folder")
        }
        let path = "\(folder)/\(name)"
        let contents = try TextFile.bytes(of: path)
        server.dataFile = DataFile(folder: folder, name: name, contents: contents) { bytes in
            do throws(StartError) {
                try TextFile.replace(path, with: bytes)
                return nil
            } catch {
                return error.description
            }
        }
    }

    /// The latest commands that a test can ask for.
    private static let journalCapacity = 10_000

    /// As many clients as asked for, or as many as the system gives descriptors for; a few are for other use.
    private func servableClients(_ log: Log) -> Int {
        let reserved = 32
        let descriptors = Syscalls.raiseDescriptorLimit(to: raisesLimits ? maxClients + reserved : 0)
        let clients = min(maxClients, max(1, descriptors - reserved))
        if clients < maxClients, raisesLimits {
            log(.warning, "the system allows \(descriptors) open files: maxclients is \(clients)")
        }
        return clients
    }
}

/// Serves until a signal comes or a client sends SHUTDOWN.
func serve(_ options: Options) -> Never {
    StopSignal.keep()
    do throws(StartError) {
        let server = try options.startServer(shutDown: StopSignal.send)
        let variables = EnvironmentVariables(server, options)
        if let path = options.environmentFile { try variables.write(to: path) }
        Console.say(Banner.text(for: server, options, variables))
        StopSignal.wait()
        server.stop()
        Console.end(ExitCode.success)
    } catch {
        Console.complain(error.description)
        Console.end(ExitCode.failure)
    }
}
