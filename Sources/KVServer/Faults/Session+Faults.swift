// What faults do to the commands of a connection that speaks RESP; CoreSession+Faults.swift has how they meet.
//
// A fault comes before all gates. Between MULTI and EXEC it meets a command when that is queued: an error fails the
// transaction, as a refusal does, and what happens to a reply happens to QUEUED. What EXEC runs meets nothing; EXEC
// itself is a command like others.

import KVEngine
import KVSockets
import RESP

extension Session {
    /// Runs the next command with what a fault does to it.
    func run(
        _ batch: inout CommandBatch, _ input: ByteView, _ output: ByteBuffer, meeting fault: ActiveFault
    ) -> Outcome {
        switch fault.rule.action {
        case .error(let error):
            batch.refuseNext(with: error, in: input)
            return .done
        case .disconnect(let how) where !how.executes:
            batch.noteUnanswered(in: input)
            end(resetting: how.resets)
            return .done
        default:
            let mark = output.count
            let outcome = batch.run(in: input)
            switch outcome {
            case .done: spoil(output, from: mark, fault)
            case .blocked: faultOfWait = fault
            case .postponed, .deferred: break
            }
            return outcome
        }
    }

    /// Does to a reply, which begins at a mark, what the fault says.
    private func spoil(_ output: ByteBuffer, from mark: Int, _ fault: ActiveFault) {
        switch fault.rule.action {
        case .disconnect(let how):
            output.truncate(to: mark)
            end(resetting: how.resets)
        case .cutReply(let count):
            output.truncate(to: mark + min(count, output.count - mark))
            end(resetting: false)
        case .singleBytes:
            let room = max(0, ServerLimits.singleBytes - connection.plannedSends)
            for offset in mark..<min(output.count, mark + room) { connection.endSend(at: offset) }
            connection.endSend(at: min(output.count, mark + room))
        case .stallWriting(let duration) where duration != .zero:
            connection.stallOutput(from: mark)
            core.faults.stallOutput(of: client.id, because: fault, now: core.engine.now)
        case .garbage(let bytes):
            let reply = [UInt8](output.view[mark..<output.count])
            output.truncate(to: mark)
            output.append(bytes)
            output.append(reply)
        case .duplicateReply:
            output.append([UInt8](output.view[mark..<output.count]))
        default: break
        }
    }

    /// Sends a reply that has been waited for, with what the fault does to it. It is on its own here, in no batch.
    func deliver(_ reply: ByteBuffer, spoiledBy fault: ActiveFault) {
        switch fault.rule.action {
        case .disconnect(let how):
            connection.close(how.resets ? .reset : .afterFlush)
        case .cutReply(let count):
            connection.append(reply.view[0..<min(count, reply.count)])
            connection.close(.afterFlush)
        case .garbage(let bytes):
            bytes.withByteView { connection.append($0) }
            connection.append(reply.view)
        case .duplicateReply:
            connection.append(reply.view)
            connection.append(reply.view)
        case .singleBytes:
            connection.append(reply.view, inPieces: ServerLimits.singleBytes)
        case .stallWriting(let duration) where duration != .zero:
            connection.stallOutput()
            connection.append(reply.view)
            // The end of the stall is to be waited for, which the turn that served the client could not know of.
            core.direct { core.faults.stallOutput(of: client.id, because: fault, now: core.engine.now) }
        default:
            connection.append(reply.view)
        }
    }

    /// Ends the connection after the replies before, or with a reset.
    private func end(resetting: Bool) {
        if resetting { resetsOnClose = true }
        if client.ending != .closeNow { client.ending = resetting ? .closeNow : .closeAfterReply }
    }
}
