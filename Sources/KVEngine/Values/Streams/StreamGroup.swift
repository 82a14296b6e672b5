// A consumer group: how far its consumers have read the stream together, and what each of them was given and has not
// acknowledged. What is pending is known twice, to the group by ID and to the consumer, and changed here only.

import RESP

/// A consumer of a group.
final class StreamConsumer {
    let name: [UInt8]
    /// When it was last heard of, in Unix milliseconds.
    var seenAt: Int64
    /// The IDs of what it has to acknowledge.
    fileprivate(set) var pending = StreamIDMap<Void>()

    fileprivate init(name: [UInt8], seenAt: Int64) { (self.name, self.seenAt) = (name, seenAt) }
}

/// An entry that was delivered and not acknowledged.
struct PendingEntry {
    var consumer: StreamConsumer
    /// When it was last delivered, in Unix milliseconds.
    var deliveredAt: Int64
    var deliveries: Int64
}

/// A group of consumers that share a stream's entries.
final class StreamGroup {
    let name: [UInt8]
    /// The ID up to which entries have been delivered.
    var lastID: StreamID
    /// How many entries of the stream come up to that one, as far as it is known.
    var entriesRead: Int64?
    private(set) var pending = StreamIDMap<PendingEntry>()
    /// The consumers by name.
    private(set) var consumers = NamedList<StreamConsumer>()
    /// The bytes of all groups of the stream.
    private let account: Shared<Int>

    /// The bytes that a group, a consumer and a pending entry take beside their names.
    private static let (groupBytes, consumerBytes, pendingBytes) = (160, 160, 80)

    /// Never inlined: the optimizer of Swift 6.3 ends with an assertion when `copy` has it inside.
    @inline(never)
    init(name: [UInt8], lastID: StreamID, entriesRead: Int64?, account: Shared<Int>) {
        self.name = name
        self.lastID = lastID
        self.entriesRead = entriesRead
        self.account = account
        account.value += StreamGroup.groupBytes + name.count
    }

    /// The same group for another stream, with consumers of its own.
    func copy(account: Shared<Int>) -> StreamGroup {
        let copy = StreamGroup(name: name, lastID: lastID, entriesRead: entriesRead, account: account)
        for consumer in consumers { copy.makeConsumer(consumer.name, at: consumer.seenAt) }
        pending.forEach { id, entry in
            copy.takeOver(entry, id)
            return true
        }
        return copy
    }

    /// Has a consumer of this group wait for what one of its name in another group waits for.
    private func takeOver(_ entry: PendingEntry, _ id: StreamID) {
        guard let consumer = consumer(entry.consumer.name) else { return }
        var own = entry
        own.consumer = consumer
        setPending(id, own)
    }

    /// Gives up what the group takes of the stream's account, when it goes.
    func closeAccount() {
        for consumer in consumers { account.value -= StreamGroup.consumerBytes + consumer.name.count }
        account.value -= StreamGroup.groupBytes + name.count + pending.count * StreamGroup.pendingBytes
    }

    // MARK: Consumers

    func consumer(_ name: [UInt8]) -> StreamConsumer? { consumers[name] }

    /// Makes a consumer; there is none of that name.
    @discardableResult
    func makeConsumer(_ name: [UInt8], at now: Int64) -> StreamConsumer {
        precondition(consumers[name] == nil, "the name is taken")
        let consumer = StreamConsumer(name: name, seenAt: now)
        consumers.insert(consumer)
        account.value += StreamGroup.consumerBytes + name.count
        return consumer
    }

    /// Forgets a consumer, and what it has not acknowledged.
    func remove(_ consumer: StreamConsumer) {
        consumer.pending.forEach { id, _ in
            pending.remove(id)
            return true
        }
        consumers.remove(consumer.name)
        account.value -= StreamGroup.consumerBytes + consumer.name.count
        account.value -= consumer.pending.count * StreamGroup.pendingBytes
        consumer.pending = StreamIDMap()
    }

    // MARK: Pending entries

    /// Notes that an entry is pending, in the place of what was noted of it before.
    func setPending(_ id: StreamID, _ entry: PendingEntry) {
        let old = pending[id]
        pending.set(id, to: entry)
        if old == nil { account.value += StreamGroup.pendingBytes }
        guard old?.consumer !== entry.consumer else { return }
        old?.consumer.pending.remove(id)
        entry.consumer.pending.set(id, to: ())
    }

    /// Notes that an entry that is pending has been delivered once more, to the same consumer.
    func noteDeliveryAgain(of id: StreamID, at now: Int64) {
        guard var entry = pending[id] else { return }
        entry.deliveredAt = now
        entry.deliveries &+= 1
        pending.set(id, to: entry)
    }

    /// Forgets that an entry is pending; whether it was.
    @discardableResult
    func removePending(_ id: StreamID) -> Bool {
        guard let entry = pending.remove(id) else { return false }
        entry.consumer.pending.remove(id)
        account.value -= StreamGroup.pendingBytes
        return true
    }

    /// Traps when the group and its consumers do not agree.
    func checkInvariants() {
        pending.checkInvariants()
        var sum = 0
        for consumer in consumers {
            consumer.pending.checkInvariants()
            consumer.pending.forEach { id, _ in
                precondition(pending[id]?.consumer === consumer, "two consumers have one entry")
                return true
            }
            sum += consumer.pending.count
        }
        precondition(sum == pending.count, "an entry is pending for nobody")
    }
}

extension StreamGroup: Named {}
extension StreamConsumer: Named {}
