// Commands that were given together: they leave in one write, and whoever gave them waits once for all their replies.

/// The place of some commands in the order of a connection.
///
/// Whoever waits may give up; the place stays, so that the replies that come for it go to nobody rather than to the next
/// commands.
final class Batch: Sendable {
    /// How many replies there will be.
    let count: Int
    /// Since when the first of them has been waited for.
    let begin: Duration
    /// How long a reply may take after the one before it; nil for as long as it likes.
    let timeout: Duration?
    let outcome = Promise<KVOutcome>()

    init(count: Int, begin: Duration, timeout: Duration?) {
        self.count = count
        self.begin = begin
        self.timeout = timeout
    }

    func end(with replies: [Reply], _ failure: KVError? = nil) {
        outcome.settle(.success(KVOutcome(replies: replies, failure: failure)))
    }
}

/// Batches in the order in which they will be answered.
struct BatchQueue {
    private var batches: [Batch] = []
    private var head = 0
    /// How many of them, from the first on, have been sent.
    var sent = 0

    var first: Batch? { head < batches.count ? batches[head] : nil }

    mutating func append(_ batch: Batch) { batches.append(batch) }

    /// Marks all of them as sent.
    mutating func sendAll() { sent = batches.count - head }

    /// Removes the first, which has all its replies.
    mutating func removeFirst() {
        head += 1
        sent -= 1
        // Each batch is moved at most once for each one that is removed.
        if head > 64, head > batches.count / 2 {
            batches.removeFirst(head)
            head = 0
        }
    }

    /// All of them, with whether each was sent; none is left.
    mutating func removeAll() -> [(batch: Batch, wasSent: Bool)] {
        defer { self = BatchQueue() }
        return batches[head...].enumerated().map { ($0.element, $0.offset < sent) }
    }
}
