// A client whose command waits for a key, for an unlimited time or until its deadline.

import RESP

/// One blocked client.
final class BlockedClient {
    /// The client refers to this for as long as it waits, and the engine drops both together.
    unowned let client: Client
    /// The command as it was sent, whose words SLOWLOG shows once it is over.
    let command: Transaction.QueuedCommand
    let awaited: Awaited
    /// The keys waited for, each once.
    let keys: [WatchedKey]
    /// When the client gives up, in Unix milliseconds; `.max` for never.
    let deadline: Int64
    /// When it began to wait, in monotonic nanoseconds.
    let begun: UInt64
    /// The client's place among all that have blocked: who has the lower one came first.
    var ticket: UInt64 = 0

    init(_ call: borrowing Call, for awaited: Awaited, keys places: Range<Int>, until deadline: Int64) {
        client = call.client
        begun = call.engine.monotonicNanoseconds()
        command = Transaction.QueuedCommand(call)
        self.awaited = awaited
        self.deadline = deadline
        var (keys, seen): ([WatchedKey], Set<WatchedKey>) = ([], [])
        for index in places {
            let key = WatchedKey(database: call.client.databaseIndex, key: [UInt8](call.argument(index)))
            if seen.insert(key).inserted { keys.append(key) }
        }
        self.keys = keys
    }
}

/// Those who wait for one key, in the order in which they came.
///
/// Who leaves from the middle leaves a gap, so that leaving costs O(log n) however long the line is.
struct WaitingLine {
    private struct Place {
        let ticket: UInt64
        var waiting: BlockedClient?
    }

    private var places: ArraySlice<Place> = []
    private var gaps = 0

    var isEmpty: Bool { places.isEmpty }

    /// The ticket of who came first.
    var firstTicket: UInt64 { places.first?.ticket ?? .max }

    mutating func append(_ waiting: BlockedClient) {
        places.append(Place(ticket: waiting.ticket, waiting: waiting))
    }

    /// The first who waits for a value of a type.
    func first(of kind: ValueKind) -> BlockedClient? {
        for place in places {
            if let waiting = place.waiting, waiting.awaited.kind == kind { return waiting }
        }
        return nil
    }

    /// All who wait for a value of a type.
    func all(of kind: ValueKind) -> [BlockedClient] {
        places.compactMap { $0.waiting }.filter { $0.awaited.kind == kind }
    }

    mutating func remove(_ waiting: BlockedClient) {
        guard let index = index(of: waiting.ticket) else { return }
        places[index].waiting = nil
        gaps += 1
        while let first = places.first, first.waiting == nil {
            places.removeFirst()
            gaps -= 1
        }
        guard gaps > places.count / 2 else { return }
        places.removeAll { $0.waiting == nil }
        gaps = 0
    }

    private func index(of ticket: UInt64) -> Int? {
        var (low, high) = (places.startIndex, places.endIndex)
        while low < high {
            let middle = low + (high - low) / 2
            if places[middle].ticket < ticket { low = middle + 1 } else { high = middle }
        }
        return low < places.endIndex && places[low].ticket == ticket ? low : nil
    }
}
