// A list as the keyspace holds it: the elements, and what the keyspace wants to know about any collection.
// Redis 7.0 calls every list a quicklist, however short, so there is one form and no threshold.

import RESP

/// The value of a list key.
final class ListValue: StoredObject, CollectionValue {
    static let kind = ValueKind.list

    /// The elements, from left to right.
    let elements: ListStorage

    init(settings: Settings, seed: HashSeed) {
        elements = ListStorage(limit: ListLimit(directive: settings.listMaxListpackSize))
        super.init()
    }

    private init(elements: ListStorage) {
        self.elements = elements
        super.init()
    }

    override var kind: ValueKind { .list }

    override var count: Int { elements.count }

    override var memoryUsage: Int { 32 &+ elements.memoryUsage }

    override var encoding: StaticString { "quicklist" }

    override func copy(settings: Settings, seed: HashSeed) -> StoredObject {
        ListValue(elements: elements.copy())
    }

    /// Hands every element to `body`, from left to right; the list must not change meanwhile.
    func forEach(_ body: (ByteView) -> Void) { elements.forEach(body) }
}

// MARK: - Ends

extension ListValue {
    func push(_ element: ByteView, at end: ListEnd) {
        switch end {
        case .left: elements.pushFirst(element)
        case .right: elements.pushLast(element)
        }
    }

    /// Removes the element at an end after handing it to `body`, which must leave the list alone.
    func pop(at end: ListEnd, _ body: (ByteView) -> Void) {
        switch end {
        case .left: elements.popFirst(body)
        case .right: elements.popLast(body)
        }
    }

    /// Removes up to `limit` elements from an end and answers with them as an array, the outermost first.
    ///
    /// Returns how many there were.
    func pop(upTo limit: Int64, at end: ListEnd, into reply: ReplyWriter) -> Int {
        let taken = Int(min(limit, Int64(count)))
        let rest = count - taken
        reply.array(taken)
        switch end {
        case .left:
            elements.appendBulks(in: 0..<taken, to: reply.buffer)
            elements.trim(to: taken..<count)
        case .right:
            elements.forEach(in: rest..<count, reversed: true) { reply.bulk($0) }
            elements.trim(to: 0..<rest)
        }
        return taken
    }

    /// Takes the element from one end and puts it at the other, or back where it was.
    func rotate(from source: ListEnd, to destination: ListEnd) {
        switch (source, destination) {
        case (.left, .right): elements.moveFirstToLast()
        case (.right, .left): elements.moveLastToFirst()
        case (.left, .left), (.right, .right): break
        }
    }

    /// The element at an end.
    func element(at end: ListEnd) -> ByteView? {
        switch end {
        case .left: elements.first
        case .right: elements.last
        }
    }
}

// MARK: - Indices

extension ListValue {
    /// The place that a command's index means: a negative one counts from the right, -1 being the last.
    ///
    /// - Returns: nil outside the list.
    func place(of index: Int64) -> Int? {
        let place = index < 0 ? index &+ Int64(count) : index
        return place >= 0 && place < Int64(count) ? Int(place) : nil
    }
}
