// Changing a `PackedRun`. Bytes are moved on the shorter side of a change; a view given to be stored may lie
// in the run itself, in which case it is copied before anything moves. Offsets from before a change are stale.

import RESP

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

// MARK: - Adding

extension PackedRun {
    mutating func append(_ view: ByteView) {
        let size = PackedFrame.size(ofLength: view.count)
        if size > capacity &- end {
            if owns(view) { return Array(view).withByteView { append($0) } }
            makeRoom(size, at: .back)
        }
        unsafe PackedFrame.write(view, at: base + end)
        end &+= size
        count &+= 1
    }

    mutating func prepend(_ view: ByteView) {
        let size = PackedFrame.size(ofLength: view.count)
        if size > start {
            if owns(view) { return Array(view).withByteView { prepend($0) } }
            makeRoom(size, at: .front)
        }
        start &-= size
        unsafe PackedFrame.write(view, at: base + start)
        count &+= 1
    }

    /// Inserts before the element at `offset`, or at the end; returns where the new element is.
    mutating func insert(_ view: ByteView, before offset: Int) -> Int {
        precondition(offset >= start && offset <= end, "position outside the list")
        if owns(view) { return Array(view).withByteView { insert($0, before: offset) } }
        let gap = openGap(PackedFrame.size(ofLength: view.count), at: offset)
        unsafe PackedFrame.write(view, at: base + gap)
        count += 1
        return gap
    }

    /// Puts `view` in the place of the element at `offset`; returns where it is.
    mutating func replace(at offset: Int, with view: ByteView) -> Int {
        let old = frame(at: offset)
        if old.length == view.count {
            unsafe memmove(base + old.payload, view.base, view.count)
            return offset
        }
        if owns(view) { return Array(view).withByteView { replace(at: offset, with: $0) } }
        let placed = insert(view, before: closeGap(from: offset, to: old.next, elements: 1))
        return shrink(keeping: placed)
    }

    /// Adds all elements of another run at the end.
    mutating func append(contentsOf other: borrowing PackedRun) {
        if other.byteCount > capacity - end { makeRoom(other.byteCount, at: .back) }
        unsafe memcpy(base + end, other.base + other.start, other.byteCount)
        end += other.byteCount
        count += other.count
    }

    /// Opens `size` bytes before `offset`; returns where they begin.
    private mutating func openGap(_ size: Int, at offset: Int) -> Int {
        let frontIsShorter = offset - start < end - offset
        if frontIsShorter ? start >= size : (capacity - end < size && start >= size) {
            unsafe memmove(base + (start - size), base + start, offset - start)
            start -= size
            return offset - size
        }
        if capacity - end >= size {
            unsafe memmove(base + (offset + size), base + offset, end - offset)
            end += size
            return offset
        }
        let before = offset - start
        makeRoom(size, at: frontIsShorter ? .front : .back)
        return openGap(size, at: start + before)
    }
}

// MARK: - Removing

extension PackedRun {
    /// Removes `elements` elements from `offset` on; returns the offset of what followed them.
    mutating func remove(at offset: Int, elements: Int = 1) -> Int {
        precondition(elements >= 0 && elements <= count, "cannot remove more than is held")
        var next = offset
        for _ in 0..<elements { next = frame(at: next).next }
        return shrink(keeping: closeGap(from: offset, to: next, elements: elements))
    }

    mutating func removeFirst(_ elements: Int = 1) {
        precondition(elements >= 0 && elements <= count, "cannot remove more than is held")
        start = offset(at: elements)
        count &-= elements
        shrinkIfSparse()
    }

    mutating func removeLast(_ elements: Int = 1) {
        precondition(elements >= 0 && elements <= count, "cannot remove more than is held")
        end = offset(at: count - elements)
        count &-= elements
        shrinkIfSparse()
    }

    /// Removes up to `limit` elements equal to the needle, which lies outside the run; returns how many.
    mutating func remove(matching needle: PackedNeedle, limit: Int, fromTail: Bool) -> Int {
        var removed = 0
        var offset = fromTail ? end : start
        while removed < limit {
            let found = fromTail ? findLast(needle, before: offset) : find(needle, from: offset, stride: 1)
            guard let frame = found else { break }
            offset = closeGap(from: frame.offset, to: frame.next, elements: 1)
            removed += 1
        }
        if removed > 0 { shrinkIfSparse() }
        return removed
    }

    mutating func removeAll() {
        self = PackedRun(capacity: PackedRun.smallestCapacity)
    }

    /// Cuts off the elements from `index` on and returns them as a run of their own.
    mutating func split(at index: Int) -> PackedRun {
        let cut = offset(at: index)
        var tail = PackedRun(capacity: end - cut)
        unsafe memcpy(tail.base, base + cut, end - cut)
        tail.end = end - cut
        tail.count = count - index
        end = cut
        count = index
        shrinkIfSparse()
        return tail
    }

    /// Drops the bytes in between; returns the offset of what followed them.
    private mutating func closeGap(from first: Int, to next: Int, elements: Int) -> Int {
        count -= elements
        if first - start < end - next {
            unsafe memmove(base + (start + (next - first)), base + start, first - start)
            start += next - first
            return next
        }
        unsafe memmove(base + first, base + next, end - next)
        end -= next - first
        return first
    }

    /// Shrinks the block if it is sparse; returns where the element that was at `offset` went.
    private mutating func shrink(keeping offset: Int) -> Int {
        let before = offset - start
        shrinkIfSparse()
        return start + before
    }
}
