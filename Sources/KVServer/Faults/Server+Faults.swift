// Setting faults from outside, on any thread but the reactor's. When a call returns, the server is as it says: what is
// sent from then on meets the fault, or does not meet it any more.

import KVEngine

/// What is told of a fault.
package struct FaultListing: Sendable, Equatable {
    package let id: Int
    package let rule: FaultRule
    package let hits: Int

    init(_ fault: ActiveFault) {
        id = fault.id
        rule = fault.rule
        hits = fault.hits
    }
}

extension Server {
    /// Sets a fault.
    ///
    /// - Throws: what is wrong with the rule.
    package func inject(_ rule: FaultRule) throws(FaultProblem) -> ActiveFault {
        let result: Result<ActiveFault, FaultProblem> = core.locked {
            do throws(FaultProblem) {
                return .success(try core.faults.add(rule, now: core.engine.now))
            } catch {
                return .failure(error)
            }
        }
        if rule.action.refusesConnections { faultsChanged() }
        return try result.get()
    }

    /// Removes a fault; what it holds up goes on. Removing it again does nothing.
    package func remove(_ fault: ActiveFault) { remove { $0 === fault } }

    /// Removes the fault with an ID; whether there was one.
    @discardableResult
    package func removeFault(id: Int) -> Bool { remove { $0.id == id } }

    package func removeAllFaults() { remove { _ in true } }

    @discardableResult
    private func remove(where isMeant: (ActiveFault) -> Bool) -> Bool {
        let isAnyRemoved = core.locked {
            let before = core.faults.faults.count
            core.faults.remove(where: isMeant)
            return core.faults.faults.count < before
        }
        if isAnyRemoved { faultsChanged() }
        return isAnyRemoved
    }

    /// The faults that are set, in the order in which they were.
    package var faults: [FaultListing] { core.locked { core.faults.faults.map(FaultListing.init) } }

    /// How often a fault has happened, removed or not.
    package func hits(of fault: ActiveFault) -> Int { core.locked { fault.hits } }

    /// Has the reactor do what faults have to do with sockets, and returns when that is done.
    func faultsChanged() { core.tickAndWait() }
}
