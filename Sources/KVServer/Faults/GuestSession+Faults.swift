// What faults do to the requests of a gateway's client. What happens to a command is the same as for others; what
// happens to a reply happens to the answer as a whole, in the gateway's protocol, so that is only told here.

import KVEngine
import RESP

extension GuestSession {
    /// Runs the next request with what a fault does to it.
    func run(
        _ batch: inout CommandBatch, _ input: ByteView, meeting fault: ActiveFault, _ result: inout GuestRun
    ) -> Outcome {
        switch fault.rule.action {
        case .error(let error):
            batch.refuseNext(with: error, in: input)
            return .done
        case .disconnect(let how) where !how.executes:
            batch.noteUnanswered(in: input)
            result.stop = .closes(resets: how.resets)
            return .done
        case .httpStatus:
            // The failure of a server that has not come to the command.
            batch.noteUnanswered(in: input)
            result.fault = result.fault ?? GuestFault(fault)
            return .done
        default:
            let outcome = batch.run(in: input)
            if case .postponed = outcome { return outcome }
            result.fault = result.fault ?? GuestFault(fault)
            return outcome
        }
    }
}
