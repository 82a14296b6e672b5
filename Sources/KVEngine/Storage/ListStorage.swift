// The elements of a list: a ring of packed runs ("chunks"), each a few KiB. Pushing and popping at both ends
// takes constant time, reading a range goes over memory in order, and a short element costs two bytes of
// framing. An index is found by adding up chunk counts from the nearer end: linear in chunks, which are a
// thousand times fewer than elements; a tree of counts would make every push slower for a rare command.
//
// It does not know keys or replies, and it does not drop itself when it becomes empty.

import RESP

/// A list of byte strings for both short and very long lists.
///
/// A view passed in may point into the list itself. A view handed out is valid until the next change, and a
/// list must not be changed while it hands out views to a `body`.
@safe
final class ListStorage {
    struct State: ~Copyable {
        var chunks = ChunkRing()
        var count = 0
        /// The bytes of all chunks' blocks, so that asking for memory does not walk over the chunks.
        var chunkBytes = 0
        let limit: ListLimit
    }

    let state: UnsafeMutablePointer<State>

    init(limit: ListLimit = .standard) {
        unsafe state = .allocate(capacity: 1)
        unsafe state.initialize(to: State(limit: limit))
    }

    deinit {
        unsafe state.deinitialize(count: 1)
        unsafe state.deallocate()
    }

    /// The number of elements.
    var count: Int { unsafe state.pointee.count }

    var isEmpty: Bool { count == 0 }

    /// How long chunks may be.
    var limit: ListLimit { unsafe state.pointee.limit }

    /// The bytes the list takes in memory, used or not.
    var memoryUsage: Int {
        unsafe 32 &+ MemoryLayout<State>.size &+ state.pointee.chunks.memoryUsage &+ state.pointee.chunkBytes
    }

    /// An independent list of the same elements.
    func copy() -> ListStorage {
        let twin = unsafe ListStorage(limit: state.pointee.limit)
        for index in 0..<chunkCount {
            unsafe twin.addChunk(chunk(index).pointee.copy(), at: index)
        }
        unsafe twin.state.pointee.count = count
        return twin
    }

    // MARK: Chunks

    var chunkCount: Int { unsafe state.pointee.chunks.count }

    func chunk(_ index: Int) -> UnsafeMutablePointer<PackedRun> {
        unsafe state.pointee.chunks.chunk(index)
    }

    /// Changes a chunk and accounts for the memory it took or gave back.
    @inline(__always)
    func edit<R: ~Copyable>(_ index: Int, _ body: (inout PackedRun) -> R) -> R {
        let run = unsafe chunk(index)
        let before = unsafe run.pointee.memoryUsage
        defer { unsafe state.pointee.chunkBytes &+= run.pointee.memoryUsage &- before }
        return unsafe body(&run.pointee)
    }

    func addChunk(_ run: consuming PackedRun, at index: Int) {
        unsafe state.pointee.chunkBytes += run.memoryUsage
        unsafe state.pointee.chunks.insert(run, at: index)
    }

    func dropChunks(_ range: Range<Int>) {
        for index in range { unsafe state.pointee.chunkBytes -= chunk(index).pointee.memoryUsage }
        unsafe state.pointee.chunks.remove(range)
    }

    /// The chunk that holds the element at `index`, and the element's index in it.
    func locate(_ index: Int) -> (chunk: Int, local: Int) {
        precondition(index >= 0 && index < count, "index outside the list")
        if index < count / 2 {
            var (place, rest) = (0, index)
            while true {
                let held = unsafe chunk(place).pointee.count
                if rest < held { return (place, rest) }
                rest -= held
                place += 1
            }
        }
        var (place, first) = (chunkCount, count)
        repeat {
            place -= 1
            unsafe first -= chunk(place).pointee.count
        } while first > index
        return (place, index - first)
    }
}

// MARK: - Reading

extension ListStorage {
    /// The element at `index`, or nil outside the list.
    func element(at index: Int) -> ByteView? {
        guard index >= 0, index < count else { return nil }
        let place = locate(index)
        return unsafe chunk(place.chunk).pointee.element(at: place.local)
    }

    var first: ByteView? {
        isEmpty ? nil : unsafe chunk(0).pointee.element(at: 0)
    }

    var last: ByteView? {
        guard !isEmpty else { return nil }
        return unsafe chunk(chunkCount - 1).pointee.last
    }

    /// Hands the elements in `range` to `body`, in order or from its end backwards.
    func forEach(in range: Range<Int>, reversed: Bool = false, _ body: (ByteView) -> Void) {
        walk(range, reversed: reversed) {
            body($0)
            return true
        }
    }

    func forEach(_ body: (ByteView) -> Void) { forEach(in: 0..<count, body) }

    /// The index of the first element equal to `view`.
    func firstIndex(of view: ByteView) -> Int? {
        var found: Int?
        find(view, rank: 1, count: 1) { found = $0 }
        return found
    }

    /// Hands the indices of elements equal to `view` to `body`, as LPOS finds them.
    ///
    /// The search starts at the match numbered `rank`: from the head for 1, 2 ..., from the tail for -1, -2 ...
    /// It ends after `count` matches or `maxLength` comparisons; zero means no such end.
    func find(
        _ view: ByteView, rank: Int, count limit: Int = 0, maxLength: Int = 0, _ body: (Int) -> Void
    ) {
        precondition(rank != 0 && limit >= 0 && maxLength >= 0, "LPOS arguments outside their range")
        let compared = maxLength == 0 ? count : min(maxLength, count)
        var skipped = Int(clamping: rank.magnitude) - 1
        var wanted = limit == 0 ? Int.max : limit
        let step = rank > 0 ? 1 : -1
        var index = rank > 0 ? 0 : count - 1
        walk(rank > 0 ? 0..<compared : count - compared..<count, reversed: rank < 0) { element in
            defer { index += step }
            guard element == view else { return true }
            if skipped > 0 {
                skipped -= 1
                return true
            }
            body(index)
            wanted -= 1
            return wanted > 0
        }
    }

    /// Hands the elements in `range` to `body` until it returns false.
    private func walk(_ range: Range<Int>, reversed: Bool, _ body: (ByteView) -> Bool) {
        precondition(range.lowerBound >= 0 && range.upperBound <= count, "range outside the list")
        guard !range.isEmpty else { return }
        var place = locate(reversed ? range.upperBound - 1 : range.lowerBound)
        if reversed { place.local += 1 }
        var left = range.count
        while true {
            let run = unsafe chunk(place.chunk)
            let held = unsafe reversed ? place.local : run.pointee.count - place.local
            let taken = min(left, held)
            let offset = unsafe run.pointee.offset(at: place.local)
            guard unsafe run.pointee.walk(from: offset, limit: taken, reversed: reversed, body) else {
                return
            }
            left -= taken
            guard left > 0 else { return }
            place.chunk += reversed ? -1 : 1
            place.local = unsafe reversed ? chunk(place.chunk).pointee.count : 0
        }
    }
}
