// A growable run of bytes that replies are appended to. It is a class around one block of counters so that
// appending needs no exclusivity check and no copy-on-write test: both showed up at one reply in 60 ns.
//
// It is not thread-safe and not a general byte container: it only grows at the end, is drained from the
// front once, and is cut back to a mark when a command fails half-way through its reply.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A growable output buffer, appended at the end.
@safe
public final class ByteBuffer {
    @unsafe
    @usableFromInline
    struct State {
        @usableFromInline var base: UnsafeMutableRawPointer
        @usableFromInline var count: Int
        @usableFromInline var capacity: Int
    }

    @usableFromInline
    let state: UnsafeMutablePointer<State>

    package init(capacity: Int = 256) {
        precondition(capacity > 0, "a buffer needs room")
        unsafe state = UnsafeMutablePointer<State>.allocate(capacity: 1)
        unsafe state.initialize(
            to: State(
                base: .allocate(byteCount: capacity, alignment: 16), count: 0, capacity: capacity))
    }

    deinit {
        unsafe state.pointee.base.deallocate()
        unsafe state.deallocate()
    }

    /// The number of bytes held.
    @inlinable
    public var count: Int { unsafe state.pointee.count }

    /// Whether nothing is held.
    @inlinable
    public var isEmpty: Bool { count == 0 }

    /// The bytes held; valid until the next append.
    @inlinable
    public var view: ByteView { unsafe ByteView(base: state.pointee.base, count: state.pointee.count) }

    /// Cuts the buffer back to its first `count` bytes; a longer count traps.
    @inlinable
    public func truncate(to count: Int) {
        precondition(count >= 0 && count <= self.count, "cannot truncate to more than is held")
        unsafe state.pointee.count = count
    }

    /// Empties the buffer and keeps its memory.
    @inlinable
    public func removeAll() { unsafe state.pointee.count = 0 }

    /// Gives back the memory above `capacity` when the buffer is empty and has grown past it.
    package func shrink(to capacity: Int) {
        guard isEmpty, unsafe state.pointee.capacity > capacity else { return }
        unsafe state.pointee.base.deallocate()
        unsafe state.pointee.base = .allocate(byteCount: capacity, alignment: 16)
        unsafe state.pointee.capacity = capacity
    }

    /// The bytes the buffer's memory takes, used or not.
    package var capacity: Int { unsafe state.pointee.capacity }

    /// Appends one byte.
    @inlinable
    public func append(_ byte: UInt8) {
        let end = unsafe reserve(1)
        unsafe end.storeBytes(of: byte, as: UInt8.self)
        unsafe state.pointee.count &+= 1
    }

    /// Appends the bytes of a view, which may not be of this buffer.
    @inlinable
    public func append(_ view: ByteView) {
        let end = unsafe reserve(view.count)
        unsafe end.copyMemory(from: view.base, byteCount: view.count)
        unsafe state.pointee.count &+= view.count
    }

    /// Appends text.
    @inlinable
    public func append(_ text: StaticString) { append(ByteView(text)) }

    /// Appends text.
    @_disfavoredOverload
    package func append(_ text: String) {
        var text = text
        text.withUTF8 { bytes in
            guard let base = bytes.baseAddress else { return }
            unsafe append(ByteView(base: UnsafeRawPointer(base), count: bytes.count))
        }
    }

    /// Appends bytes.
    package func append(_ bytes: [UInt8]) {
        bytes.withByteView { append($0) }
    }

    /// Appends a number in decimal.
    @inlinable
    public func append(decimal value: Int64) {
        let end = unsafe reserve(20)
        let written = unsafe Decimal.write(value, to: end)
        unsafe state.pointee.count &+= written
    }

    /// Appends a type byte, a decimal number and CRLF: the header of every RESP value.
    @inlinable
    public func append(header type: UInt8, _ value: Int) {
        let end = unsafe reserve(23)
        unsafe end.storeBytes(of: type, as: UInt8.self)
        let digits = unsafe Decimal.write(Int64(value), to: end + 1)
        unsafe (end + 1 + digits).storeBytes(of: UInt16(littleEndian: 0x0A0D), as: UInt16.self)
        unsafe state.pointee.count &+= digits &+ 3
    }

    /// Appends a literal of at most eight bytes in one store; a longer one traps.
    @inlinable
    @inline(__always)
    public func append(short text: StaticString) {
        let view = ByteView(text)
        let end = unsafe reserve(8)
        unsafe end.storeBytes(of: view.shortWord.littleEndian, as: UInt64.self)
        unsafe state.pointee.count &+= view.count
    }

    /// Appends a type byte, text and CRLF.
    @inlinable
    public func append(line type: UInt8, _ text: ByteView) {
        let start = unsafe reserve(text.count &+ 3)
        unsafe start.storeBytes(of: type, as: UInt8.self)
        unsafe (start + 1).copyMemory(from: text.base, byteCount: text.count)
        unsafe (start + (text.count &+ 1)).storeBytes(of: UInt16(littleEndian: 0x0A0D), as: UInt16.self)
        unsafe state.pointee.count &+= text.count &+ 3
    }

    /// Appends a RESP bulk string: length header, bytes and CRLF, with one check for room.
    @inlinable
    public func append(bulk view: ByteView) {
        let start = unsafe reserve(view.count &+ 25)
        unsafe start.storeBytes(of: UInt8(ascii: "$"), as: UInt8.self)
        let digits = unsafe Decimal.write(Int64(view.count), to: start + 1)
        let body = unsafe start + (digits &+ 3)
        unsafe (body - 2).storeBytes(of: UInt16(littleEndian: 0x0A0D), as: UInt16.self)
        unsafe body.copyMemory(from: view.base, byteCount: view.count)
        unsafe (body + view.count).storeBytes(of: UInt16(littleEndian: 0x0A0D), as: UInt16.self)
        unsafe state.pointee.count &+= digits &+ view.count &+ 5
    }

    /// Lends room for `limit` bytes behind the contents; `body` writes from its start and says how many.
    ///
    /// For code that writes many small values at once and would otherwise check for room before each.
    package func append(atMost limit: Int, _ body: (UnsafeMutableRawPointer) -> Int) {
        let written = unsafe body(reserve(limit))
        precondition(written >= 0 && written <= limit, "more was written than there was room for")
        unsafe state.pointee.count &+= written
    }

    /// Makes room for `extra` bytes and returns where they go.
    @inlinable
    @inline(__always)
    func reserve(_ extra: Int) -> UnsafeMutableRawPointer {
        let needed = unsafe state.pointee.count + extra
        if unsafe needed > state.pointee.capacity { grow(to: needed) }
        return unsafe state.pointee.base + state.pointee.count
    }

    @inline(never)
    @usableFromInline
    func grow(to needed: Int) {
        let capacity = unsafe max(needed, state.pointee.capacity * 2)
        let grown = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 16)
        unsafe grown.copyMemory(from: state.pointee.base, byteCount: state.pointee.count)
        unsafe state.pointee.base.deallocate()
        unsafe state.pointee.base = grown
        unsafe state.pointee.capacity = capacity
    }
}
