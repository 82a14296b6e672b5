// A blocking command in the journal: there once, when it has been answered or its client has gone.

import RESP

extension Engine {
    /// Notes a command whose wait has ended; its reply begins at a mark.
    func noteInJournal(_ waiting: BlockedClient, _ call: inout Call, from mark: Int) {
        guard let journal else { return }
        // CLIENT UNBLOCK takes the words away.
        waiting.command.list(in: call.arguments)
        call.timedSince = waiting.begun
        journal.lastReading = 0
        call.noteInJournal(from: mark)
    }

    /// Notes the command of a client that goes while it waits.
    func noteAbandonedWait(of client: Client) {
        guard journal != nil, let waiting = client.blocked else { return }
        let output = ByteBuffer()
        waiting.command.bytes.withByteView { view in
            var call = Call(engine: self, client: client, arguments: ArgumentList(), output: output)
            (call.input, call.id) = (view, waiting.command.id)
            noteInJournal(waiting, &call, from: 0)
        }
    }
}
