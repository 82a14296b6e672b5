// What those who follow are told of consumer groups. Who is given an entry depends on who has asked, and when: they are
// told by XCLAIM what came of it, which has the same effect however often it runs.

import RESP

extension Call {
    /// Tells whose a pending entry is now, and thereby how far its group is.
    func propagate(
        _ pending: PendingEntry, of id: StreamID, in group: StreamGroup, at key: ByteView
    ) {
        guard engine.isPropagating else { return }
        group.name.withByteView { name in
            pending.consumer.name.withByteView { consumer in
                propagate([
                    .text("XCLAIM"), .bytes(key), .bytes(name), .bytes(consumer), .number(0), .streamID(id),
                    .text("TIME"), .number(pending.deliveredAt), .text("RETRYCOUNT"),
                    .number(pending.deliveries), .text("FORCE"), .text("JUSTID"), .text("LASTID"),
                    .streamID(group.lastID),
                ])
            }
        }
    }

    /// Tells how far a group is that nothing is pending of.
    func propagate(progressOf group: StreamGroup, at key: ByteView) {
        guard engine.isPropagating else { return }
        group.name.withByteView { name in
            propagate([
                .text("XGROUP"), .text("SETID"), .bytes(key), .bytes(name), .streamID(group.lastID),
                .text("ENTRIESREAD"), .number(group.entriesRead ?? -1),
            ])
        }
    }

    /// Tells of a consumer that was made because it was named.
    func propagate(newConsumer consumer: [UInt8], of group: StreamGroup, at key: ByteView) {
        guard engine.isPropagating else { return }
        group.name.withByteView { name in
            consumer.withByteView { consumer in
                propagate([
                    .text("XGROUP"), .text("CREATECONSUMER"), .bytes(key), .bytes(name), .bytes(consumer),
                ])
            }
        }
    }
}
