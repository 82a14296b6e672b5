// A fault as it is asked for: what goes wrong, where, and how often. Its spelling in words is in FaultRule+Words.swift.

import KVEngine

/// The clients to whom a fault happens.
package enum FaultClients: Sendable, Equatable {
    case all
    /// The one with this ID.
    case id(UInt64)
    /// Those that CLIENT SETNAME has given this name.
    case named([UInt8])

    func contain(_ client: Client) -> Bool {
        switch self {
        case .all: true
        case .id(let id): client.id == id
        case .named(let name): client.name == name
        }
    }
}

/// What goes wrong, where, and how often.
package struct FaultRule: Sendable, Equatable {
    package var action: FaultAction
    package var requests = RequestPattern(command: nil, key: nil)
    package var clients = FaultClients.all
    /// How often it happens; without end when nil.
    package var times: Int?
    /// How many occasions pass before the first.
    package var skip = 0
    /// How likely it is on each occasion after them.
    package var probability = 1.0

    package init(_ action: FaultAction) { self.action = action }
}

/// Why a fault cannot be, in a sentence.
package struct FaultProblem: Error, Sendable, Equatable, CustomStringConvertible {
    package let description: String

    init(_ description: String) { self.description = description }
}

extension FaultRule {
    /// Checks that the parts of the rule go together.
    ///
    /// - Throws: the first that does not.
    package func check() throws(FaultProblem) {
        try checkAction()
        if let times, times < 1 { throw FaultProblem("a fault happens once at least, not \(times) times") }
        if skip < 0 { throw FaultProblem("a fault cannot skip \(skip) occasions") }
        guard 0...1 ~= probability else {
            throw FaultProblem("a probability is between 0 and 1, not \(probability)")
        }
        guard !action.meetsCommands else { return }
        if !requests.isAny || clients != .all {
            throw FaultProblem(
                "a connection that is being made has no client, command or key yet to choose by")
        }
        if action.refusesConnections, times != nil || skip > 0 || probability < 1 {
            throw FaultProblem("a refused connection is not seen by the server, so it cannot be counted")
        }
    }

    private func checkAction() throws(FaultProblem) {
        if let duration = action.duration, duration < .zero {
            throw FaultProblem("a fault cannot last \(duration)")
        }
        switch action {
        case .error(.text("")): throw FaultProblem("an error has a text")
        case .cutReply(let count) where count < 0:
            throw FaultProblem("a reply cannot be cut after \(count) bytes")
        case .garbage([]): throw FaultProblem("garbage is one byte at least")
        case .httpStatus(let status) where !(400...599 ~= status):
            throw FaultProblem("the status of an HTTP failure is from 400 to 599, not \(status)")
        default: break
        }
    }
}
