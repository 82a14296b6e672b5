// Changing a list away from its ends. A chunk that would grow over the limit is split; after removals small
// neighbours are merged, so that a list that was long and is now sparse gives its memory back.

import RESP

extension ListStorage {
    /// Replaces the element at `index`.
    func set(at index: Int, to view: ByteView) {
        let place = locate(index)
        let run = unsafe chunk(place.chunk)
        let offset = unsafe run.pointee.offset(at: place.local)
        let old = unsafe run.pointee.frame(at: offset).size
        let bytes = unsafe run.pointee.byteCount - old + PackedFrame.size(ofLength: view.count)
        if unsafe run.pointee.count == 1
            || state.pointee.limit.allows(bytes: bytes, elements: run.pointee.count)
        {
            _ = edit(place.chunk) { $0.replace(at: offset, with: view) }
            return
        }
        Array(view).withByteView { copy in
            _ = edit(place.chunk) { $0.remove(at: offset) }
            unsafe state.pointee.count -= 1
            insert(copy, at: index)
        }
    }

    /// Inserts so that the new element has `index`; `count` is the end.
    func insert(_ view: ByteView, at index: Int) {
        precondition(index >= 0 && index <= count, "index outside the list")
        if index == 0 { return pushFirst(view) }
        if index == count { return pushLast(view) }
        let place = locate(index)
        if fits(view, in: place.chunk) {
            _ = edit(place.chunk) { $0.insert(view, before: $0.offset(at: place.local)) }
        } else if place.local == 0, place.chunk > 0, fits(view, in: place.chunk - 1) {
            edit(place.chunk - 1) { $0.append(view) }
        } else {
            Array(view).withByteView { insertSplitting($0, at: place) }
        }
        unsafe state.pointee.count += 1
    }

    /// Inserts beside the first element equal to `pivot`; false if there is none.
    func insert(_ view: ByteView, beside pivot: ByteView, after: Bool) -> Bool {
        guard let index = firstIndex(of: pivot) else { return false }
        insert(view, at: after ? index + 1 : index)
        return true
    }

    /// Removes elements equal to `view`, at most `limit` unless it is zero; returns how many.
    func remove(matching view: ByteView, count limit: Int = 0, fromTail: Bool = false) -> Int {
        precondition(limit >= 0, "a limit cannot be negative")
        if owns(view) {
            return Array(view).withByteView { remove(matching: $0, count: limit, fromTail: fromTail) }
        }
        let needle = PackedNeedle(view)
        var left = limit == 0 ? Int.max : limit
        var touched: (low: Int, high: Int)?
        for step in 0..<chunkCount where left > 0 {
            let place = fromTail ? chunkCount - 1 - step : step
            let gone = edit(place) { $0.remove(matching: needle, limit: left, fromTail: fromTail) }
            guard gone > 0 else { continue }
            left -= gone
            touched = (min(touched?.low ?? place, place), max(touched?.high ?? place, place))
        }
        guard let touched else { return 0 }
        let removed = (limit == 0 ? Int.max : limit) - left
        unsafe state.pointee.count -= removed
        tidy(touched.low...touched.high)
        return removed
    }

    /// Removes the element at `index`.
    func remove(at index: Int) {
        let place = locate(index)
        _ = edit(place.chunk) { $0.remove(at: $0.offset(at: place.local)) }
        unsafe state.pointee.count -= 1
        tidy(place.chunk...place.chunk)
    }

    /// Keeps only the elements in `range`, dropping whole chunks outside it.
    func trim(to range: Range<Int>) {
        let kept = range.clamped(to: 0..<count)
        guard !kept.isEmpty else { return removeAll() }
        guard kept.count < count else { return }
        let (low, high) = (locate(kept.lowerBound), locate(kept.upperBound - 1))
        edit(high.chunk) { $0.removeLast($0.count - high.local - 1) }
        edit(low.chunk) { $0.removeFirst(low.local) }
        dropChunks(high.chunk + 1..<chunkCount)
        dropChunks(0..<low.chunk)
        unsafe state.pointee.count = kept.count
        tidy(chunkCount - 1...chunkCount - 1)
        tidy(0...0)
    }

    func removeAll() {
        unsafe state.pointee.chunks = ChunkRing()
        unsafe state.pointee.chunkBytes = 0
        unsafe state.pointee.count = 0
    }

    private func owns(_ view: ByteView) -> Bool {
        for index in 0..<chunkCount where unsafe chunk(index).pointee.owns(view) { return true }
        return false
    }

    /// Inserts where neither the chunk nor the one before has room; the view lies outside the list.
    private func insertSplitting(_ view: ByteView, at place: (chunk: Int, local: Int)) {
        var right = place.chunk
        if place.local > 0 {
            let tail = edit(place.chunk) { $0.split(at: place.local) }
            right += 1
            addChunk(tail, at: right)
        }
        if place.local > 0, fits(view, in: right - 1) {
            edit(right - 1) { $0.append(view) }
        } else if place.local > 0, fits(view, in: right) {
            edit(right) { $0.prepend(view) }
        } else {
            addChunk(holding: view, at: right, roomAt: .back)
        }
    }

    /// Drops empty chunks among the touched ones and merges small neighbours, in one pass over them.
    private func tidy(_ touched: ClosedRange<Int>) {
        var kept = max(touched.lowerBound - 1, 0)
        let last = min(touched.upperBound + 1, chunkCount - 1)
        for next in kept..<last {
            let place = next + 1
            if unsafe chunk(place).pointee.isEmpty { continue }
            if unsafe !chunk(kept).pointee.isEmpty {
                if merge(place, into: kept) { continue }
                kept += 1
            }
            if kept != place { unsafe state.pointee.chunks.swapAt(kept, place) }
        }
        let dropped = unsafe chunk(kept).pointee.isEmpty ? kept : kept + 1
        dropChunks(dropped..<last + 1)
    }

    /// Moves all elements of one chunk to the end of another if they are few; says if it did.
    private func merge(_ place: Int, into kept: Int) -> Bool {
        let (left, right) = unsafe (chunk(kept), chunk(place))
        let bytes = unsafe left.pointee.byteCount + right.pointee.byteCount
        let elements = unsafe left.pointee.count + right.pointee.count
        guard unsafe state.pointee.limit.allowsMerge(bytes: bytes, elements: elements) else { return false }
        edit(kept) { left in unsafe left.append(contentsOf: right.pointee) }
        return true
    }
}
