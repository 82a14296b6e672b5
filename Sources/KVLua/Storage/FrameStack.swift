// The open calls of a coroutine, as one growing run of memory. Every call and return of a script changes it, so it has
// none of the checks of an array in a class; an index is checked in debug builds only. Frames own nothing.
//
// Invariant: the first `count` of `capacity` frames are initialised. The memory moves as it grows, so nobody keeps an
// address: every access starts from the header.

/// A stack of frames.
@safe
final class FrameStack: RandomAccessCollection {
    @safe
    private struct Header {
        var frames: UnsafeMutablePointer<Frame>
        var count: Int
        var capacity: Int
    }

    private let header: UnsafeMutablePointer<Header>

    init() {
        unsafe header = .allocate(capacity: 1)
        unsafe header.initialize(to: Header(frames: .allocate(capacity: 8), count: 0, capacity: 8))
    }

    deinit {
        unsafe header.pointee.frames.deallocate()
        unsafe header.deallocate()
    }

    var startIndex: Int { 0 }
    var endIndex: Int { count }

    @inline(__always)
    var count: Int { unsafe header.pointee.count }

    @inline(__always)
    subscript(index: Int) -> Frame {
        @inline(__always) unsafeAddress {
            assert(index >= 0 && index < count, "frame outside the stack")
            return unsafe UnsafePointer(header.pointee.frames + index)
        }
        @inline(__always) unsafeMutableAddress {
            assert(index >= 0 && index < count, "frame outside the stack")
            return unsafe header.pointee.frames + index
        }
    }

    @inline(__always)
    func append(_ frame: Frame) {
        if unsafe header.pointee.count == header.pointee.capacity { grow() }
        unsafe (header.pointee.frames + header.pointee.count).initialize(to: frame)
        unsafe header.pointee.count &+= 1
    }

    @inline(never)
    private func grow() {
        let capacity = unsafe header.pointee.capacity &* 2
        let frames = UnsafeMutablePointer<Frame>.allocate(capacity: capacity)
        unsafe frames.moveInitialize(from: header.pointee.frames, count: count)
        unsafe header.pointee.frames.deallocate()
        unsafe header.pointee.frames = frames
        unsafe header.pointee.capacity = capacity
    }

    @inline(__always)
    func popLast() -> Frame? {
        guard count > 0 else { return nil }
        unsafe header.pointee.count &-= 1
        return unsafe header.pointee.frames[header.pointee.count]
    }

    /// Removes the frames from an index on.
    func removeAll(from index: Int = 0) {
        if index >= 0, index < count { unsafe header.pointee.count = index }
    }

    /// Notes how far the top frame, a Lua function's, has come.
    @inline(__always)
    func setTopPlace(_ pc: Int) {
        let index = unsafe header.pointee.count &- 1
        assert(index >= 0, "there is no frame")
        unsafe header.pointee.frames[index].cursor?.pc = pc
    }
}
