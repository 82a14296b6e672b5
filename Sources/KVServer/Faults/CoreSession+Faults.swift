// How a request meets its faults, whatever protocol its client speaks. The sessions come here instead of to the batch
// while there are faults that commands can meet, so that without any they cost nothing.

import KVEngine
import RESP

extension CoreSession {
    /// Runs the next command, as `CommandBatch.run` does, with the faults that it meets.
    ///
    /// - Parameter act: runs the command with what a fault does to it.
    func runMeetingFaults(
        _ batch: inout CommandBatch, _ input: ByteView, overHTTP: Bool = false,
        _ act: (inout CommandBatch, ActiveFault) -> Outcome
    ) -> Outcome {
        // Or nobody could take a fault back that every command meets.
        if batch.isNextControl(in: input) { return batch.run(in: input) }
        let now = core.engine.now
        guard let encounter = core.faults.meet(client, &batch, in: input, now: now, overHTTP: overHTTP)
        else { return batch.run(in: input) }
        if let end = encounter.end { return .postponed(until: end) }
        let outcome = encounter.acting.map { act(&batch, $0) } ?? batch.run(in: input)
        // A command that a pause holds back now meets the same again when it is let go.
        if case .postponed = outcome { return outcome }
        core.faults.endEncounter(of: client.id)
        return outcome
    }
}
