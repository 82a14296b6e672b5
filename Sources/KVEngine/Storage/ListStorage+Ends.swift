// Pushing and popping: what a list is mostly used for. Each touches one chunk and never moves the others.

import RESP

extension ListStorage {
    func pushFirst(_ view: ByteView) {
        if !isEmpty, fits(view, in: 0) {
            edit(0) { $0.prepend(view) }
        } else {
            addChunk(holding: view, at: 0, roomAt: .front)
            if chunkCount > 1 { edit(1) { $0.trimExcess() } }
        }
        unsafe state.pointee.count &+= 1
    }

    func pushLast(_ view: ByteView) {
        let last = chunkCount - 1
        if last >= 0, fits(view, in: last) {
            edit(last) { $0.append(view) }
        } else {
            addChunk(holding: view, at: last + 1, roomAt: .back)
            if last >= 0 { edit(last) { $0.trimExcess() } }
        }
        unsafe state.pointee.count &+= 1
    }

    /// Removes the first element after handing it to `body`; nil if there is none.
    @discardableResult
    func popFirst<R>(_ body: (ByteView) -> R) -> R? {
        guard let element = first else { return nil }
        let result = body(element)
        dropFirst()
        return result
    }

    /// Removes the last element after handing it to `body`; nil if there is none.
    @discardableResult
    func popLast<R>(_ body: (ByteView) -> R) -> R? {
        guard let element = last else { return nil }
        let result = body(element)
        dropLast()
        return result
    }

    /// Turns the list by one: LMOVE from the left to the right of the same key.
    func moveFirstToLast() {
        guard let element = first, count > 1 else { return }
        pushLast(element)
        dropFirst()
    }

    /// Turns the list by one: RPOPLPUSH with the same key twice.
    func moveLastToFirst() {
        guard let element = last, count > 1 else { return }
        pushFirst(element)
        dropLast()
    }

    /// Whether the chunk at `place` can take one more element and stay within the limit.
    func fits(_ view: ByteView, in place: Int) -> Bool {
        let run = unsafe chunk(place)
        let bytes = unsafe run.pointee.byteCount &+ PackedFrame.size(ofLength: view.count)
        return unsafe state.pointee.limit.allows(bytes: bytes, elements: run.pointee.count &+ 1)
    }

    func addChunk(holding view: ByteView, at place: Int, roomAt edge: PackedRun.Edge) {
        let size = max(PackedRun.smallestCapacity, PackedFrame.size(ofLength: view.count))
        var run = PackedRun(capacity: size, roomAt: edge)
        if edge == .front { run.prepend(view) } else { run.append(view) }
        addChunk(run, at: place)
    }

    private func dropFirst() {
        if unsafe chunk(0).pointee.count > 1 {
            edit(0) { $0.removeFirst() }
        } else {
            dropChunks(0..<1)
        }
        unsafe state.pointee.count &-= 1
    }

    private func dropLast() {
        let last = chunkCount - 1
        if unsafe chunk(last).pointee.count > 1 {
            edit(last) { $0.removeLast() }
        } else {
            dropChunks(last..<last + 1)
        }
        unsafe state.pointee.count &-= 1
    }
}
