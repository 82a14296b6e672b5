// Collecting garbage: what is only held by itself. It is done between runs, and during one when no Swift code is
// in the middle of something, since that may hold values that nothing here knows.

extension LuaState {
    static let smallestThreshold = 20_000

    /// Frees what is held by cycles only. What the host holds outside of globals and registry is emptied, too; so
    /// this is for when the host is done with a script's results.
    package func collect() {
        guard nesting == 0 else { return }
        let epoch = heap.beginMark()
        var marker = Marker(epoch: epoch)
        marker.mark(globals)
        marker.mark(registry)
        if let stringMetatable { marker.mark(stringMetatable) }
        marker.mark(mainThread)
        marker.mark(thread)
        marker.finish()
        heap.sweep()
        heap.meter.rearm()
        isCrowded = false
        collectionThreshold = max(LuaState.smallestThreshold, heap.count * 2)
    }

    /// Collects when there are twice as many objects as the last collection left, or memory is half used up.
    func collectIfWorthwhile() {
        if heap.count > collectionThreshold || isCrowded { collect() }
    }

    /// How much memory is in use, in bytes.
    package var memoryInUse: Int { heap.meter.bytes }
}
