// HERMETIC FAULT: what goes wrong on purpose, set and taken back by a client. No fault meets a HERMETIC command. When
// the reply comes, the server is as it says.

import KVEngine
import RESP

extension TestControls {
    static let fault = [addFault, removeFault, clearFaults, listFaults, hits]

    private static let addFault = Control(
        "FAULT ADD", 1...64,
        """
        <what goes wrong> [COMMAND name] [KEY pattern] [CLIENT name|CLIENT-ID id] [TIMES n] [SKIP n] \
        [PROBABILITY p] [FOR time]
        """,
        text: """
            Set a fault; its number. What goes wrong: ERROR text, LATENCY time, DISCONNECT, EXECUTE-DISCONNECT, \
            RESET, EXECUTE-RESET, CUT bytes, SINGLE-BYTES, STALL-READ, STALL-WRITE, GARBAGE bytes, DUPLICATE, \
            HTTP-STATUS code, ACCEPT-CLOSE, ACCEPT-RESET, REFUSE.
            """
    ) { call throws(ControlError) in
        let rule: FaultRule
        do throws(FaultProblem) {
            rule = try FaultRule(parsing: call.words)
        } catch {
            throw ControlError(error.description)
        }
        return try call.later { $0.add(rule) }
    }

    private static let removeFault = Control(
        "FAULT REMOVE", 1...1, "<number>",
        text: "Take a fault back, and let go on what it holds up; 1, or 0 when there is none with the number."
    ) { call throws(ControlError) in
        let number = try call.faultNumber
        return try call.later { core in .integer(core.removeFaults { $0.id == number } > 0 ? 1 : 0) }
    }

    private static let clearFaults = Control(
        "FAULT CLEAR", text: "Take all faults back; how many there were."
    ) { call throws(ControlError) in
        try call.later { core in .integer(Int64(core.removeFaults { _ in true })) }
    }

    private static let listFaults = Control(
        "FAULT LIST",
        text: "The faults that are set: of each its number, how often it happened, and its words."
    ) { call in
        let faults = call.core.faults.faults.map { fault -> RESPValue in
            let words = fault.rule.words.map { String(decoding: $0, as: UTF8.self) }
            return .array([
                .integer(Int64(fault.id)), .integer(Int64(fault.hits)),
                .bulk(Array(words.joined(separator: " ").utf8)),
            ])
        }
        return .reply(.array(faults))
    }

    private static let hits = Control(
        "FAULT HITS", 1...1, "<number>", text: "How often a fault that is set has happened."
    ) { call throws(ControlError) in
        let number = try call.faultNumber
        guard let fault = call.core.faults.faults.first(where: { $0.id == number }) else {
            throw ControlError("there is no fault with the number \(number)")
        }
        return .reply(.integer(Int64(fault.hits)))
    }
}

extension ControlCall {
    fileprivate var faultNumber: Int {
        get throws(ControlError) {
            guard let number = Int(text(0)) else { throw ControlError("a fault is named by its number") }
            return number
        }
    }
}

extension ServerCore {
    fileprivate func add(_ rule: FaultRule) -> RESPValue {
        let reply: RESPValue = locked {
            do throws(FaultProblem) {
                return .integer(Int64(try faults.add(rule, now: engine.now).id))
            } catch {
                return .error("ERR \(error.description)")
            }
        }
        if rule.action.refusesConnections { tickAndWait() }
        return reply
    }

    /// Removes faults, and has done what that lets go; how many there were.
    fileprivate func removeFaults(where isMeant: (ActiveFault) -> Bool) -> Int {
        let removed = locked {
            let before = faults.faults.count
            faults.remove(where: isMeant)
            return before - faults.faults.count
        }
        if removed > 0 { tickAndWait() }
        return removed
    }
}
