// How a connection is made: where to, and what is said first.

import Dispatch
import KVSockets

/// Makes connections to one server.
struct Connector: Sendable {
    /// Where the server is.
    enum Place: Sendable {
        case tcp(host: String, port: UInt16)
        case unix(path: String)
        /// Wherever descriptors that are connected already come from.
        case descriptors(@Sendable () throws(SocketError) -> Int32)
    }

    let place: Place
    let settings: KVClient.Configuration
    let time: ClientTime

    /// What errors call the server.
    private var name: String {
        switch place {
        case .tcp(let host, let port): host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
        case .unix(let path): path
        case .descriptors: "in-process"
        }
    }

    /// Connects, and returns when the server has accepted the client.
    ///
    /// - Throws: `KVError`: no connection, none in time, or what the server says to the password or the database;
    ///   `CancellationError`.
    func connect(_ events: LinkEvents = LinkEvents()) async throws -> ClientLink {
        let deadline = time.elapsed() + settings.connectTimeout
        let late = KVError(.timedOut, "\(name): no connection within \(settings.connectTimeout)")
        let address = try await address(before: deadline, otherwise: late)
        let link = try open(address, events)
        do {
            try await greet(link, deadline)
            return link
        } catch {
            link.close()
            // None of the user's commands has been sent.
            guard let error = error as? KVError else { throw error }
            throw error.code == .timedOut ? late : error.afterSending(false)
        }
    }

    private func open(_ address: SocketAddress?, _ events: LinkEvents) throws(KVError) -> ClientLink {
        do throws(SocketError) {
            let reactor = try Reactor.shared
            let link = ClientLink(to: name, on: reactor, time: time, events: events)
            if let address {
                link.attach(try Connection.open(to: address, on: reactor, delegate: link))
            } else if case .descriptors(let next) = place {
                let peer = SocketAddress.unix(path: name)
                link.attach(Connection.adopt(try next(), peer: peer, on: reactor, delegate: link))
            }
            return link
        } catch {
            throw KVError(.connectionLost, error.description)
        }
    }

    // MARK: The address

    private func address(before deadline: Duration, otherwise late: KVError) async throws -> SocketAddress? {
        switch place {
        case .descriptors: return nil
        case .unix(let path): return .unix(path: path)
        case .tcp(let host, let port):
            if let address = SocketAddress.literal(host: host, port: port) { return address }
            // The system's resolver blocks, and a task must not.
            let found = Promise<SocketAddress>()
            DispatchQueue.global().async {
                found.settle(Connector.lookUp(host, port))
            }
            return try await found.value(before: deadline, time, otherwise: late)
        }
    }

    private static func lookUp(_ host: String, _ port: UInt16) -> Result<SocketAddress, any Error> {
        do throws(SocketError) {
            return .success(try SocketAddress.resolve(host: host, port: port))
        } catch {
            return .failure(KVError(.connectionLost, error.description))
        }
    }

    // MARK: The first words

    private func greet(_ link: ClientLink, _ deadline: Duration) async throws {
        let greeting = Greeting(settings)
        guard settings.usesRESP3 else { return try await say(greeting.inRESP2, link, deadline) }
        do {
            try await say(greeting.inRESP3, link, deadline)
        } catch let error as KVError where Greeting.isUnknown(error) {
            // A server from before RESP3.
            try await say(greeting.inRESP2, link, deadline)
        }
    }

    /// Sends the first commands together; the first refusal is thrown.
    private func say(_ requests: [KVRequest], _ link: ClientLink, _ deadline: Duration) async throws {
        let left = max(deadline - time.elapsed(), .zero)
        // Something must come back, or nobody knows whether there is a server at all.
        let words = requests.isEmpty ? [KVRequest("PING")] : requests
        for reply in try await link.outcome(of: words, timeout: left).get() {
            if case .error(let line) = reply { throw KVError(line: line) }
        }
    }
}
