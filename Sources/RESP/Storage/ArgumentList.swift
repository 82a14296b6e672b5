// Where the arguments of one request are: a reused run of (offset, length) records over the caller's input.
// It exists because an array of arrays costs 135 ns a request and an array of ranges still 6 ns more than
// this, and because the records must survive while the input moves to a larger buffer.
//
// It does not hold the arguments' bytes. The one exception is an inline request with quotes, whose decoded
// arguments exist nowhere in the input: these go to a side block, and `view(_:in:)` hides the difference.

/// One argument: where it starts and how long it is.
public struct ArgumentRange: Equatable, Sendable {
    /// Where the argument starts in the input.
    public let offset: UInt32
    /// Its number of bytes.
    public let length: UInt32

    @inlinable
    init(offset: UInt32, length: UInt32) {
        self.offset = offset
        self.length = length
    }
}

/// The arguments of the request being read, in order.
@safe
public final class ArgumentList {
    @unsafe
    @usableFromInline
    struct State {
        @usableFromInline var records: UnsafeMutablePointer<ArgumentRange>
        @usableFromInline var count: Int
        @usableFromInline var capacity: Int
        @usableFromInline var decoded: UnsafeMutablePointer<UInt8>?
        @usableFromInline var decodedCount: Int
        @usableFromInline var decodedCapacity: Int
    }

    private static var initialCapacity: Int { 8 }

    @usableFromInline
    let state: UnsafeMutablePointer<State>

    package init() {
        let capacity = ArgumentList.initialCapacity
        unsafe state = UnsafeMutablePointer<State>.allocate(capacity: 1)
        unsafe state.initialize(
            to: State(
                records: .allocate(capacity: capacity), count: 0, capacity: capacity,
                decoded: nil, decodedCount: 0, decodedCapacity: 0))
    }

    deinit {
        unsafe state.pointee.records.deallocate()
        unsafe state.pointee.decoded?.deallocate()
        unsafe state.deallocate()
    }

    /// The number of arguments.
    @inlinable
    public var count: Int { unsafe state.pointee.count }

    package var isEmpty: Bool { count == 0 }

    /// The records there is room for.
    package var capacity: Int { unsafe state.pointee.capacity }

    /// Whether the arguments were unquoted, so that their records do not point into the input.
    @inlinable
    public var isDecoded: Bool { unsafe state.pointee.decoded != nil }

    /// The record of one argument; an index outside the list traps.
    @inlinable
    public subscript(index: Int) -> ArgumentRange {
        precondition(UInt(bitPattern: index) < UInt(bitPattern: count), "no argument with this index")
        return unsafe state.pointee.records[index]
    }

    /// The bytes of one argument, `bytes` being the input the request was read from.
    ///
    /// The view is good until the input moves or the next request is read.
    @inlinable
    @inline(__always)
    public func view(_ index: Int, in bytes: ByteView) -> ByteView {
        let record = self[index]
        return (isDecoded ? decodedBytes : bytes).part(from: Int(record.offset), count: Int(record.length))
    }

    @usableFromInline
    var decodedBytes: ByteView {
        guard let decoded = unsafe state.pointee.decoded else { return .empty }
        return unsafe ByteView(base: UnsafeRawPointer(decoded), count: state.pointee.decodedCount)
    }

    /// Forgets the arguments, and gives back the room of an unusually large or quoted request.
    @inline(__always)
    package func reset() {
        unsafe state.pointee.count = 0
        if unsafe state.pointee.capacity > Limits.keptArguments || isDecoded { release() }
    }

    /// Adds an argument that lies in the input.
    @inline(__always)
    package func append(offset: Int, length: Int) {
        if unsafe state.pointee.count == state.pointee.capacity { grow() }
        let record = ArgumentRange(
            offset: UInt32(truncatingIfNeeded: offset), length: UInt32(truncatingIfNeeded: length))
        assert(Int(record.offset) == offset && Int(record.length) == length, "past Limits.request")
        unsafe (state.pointee.records + state.pointee.count).initialize(to: record)
        unsafe state.pointee.count &+= 1
    }

    @inline(never)
    private func grow() {
        let capacity = unsafe state.pointee.capacity * 2
        let grown = UnsafeMutablePointer<ArgumentRange>.allocate(capacity: capacity)
        unsafe grown.moveInitialize(from: state.pointee.records, count: state.pointee.count)
        unsafe state.pointee.records.deallocate()
        unsafe state.pointee.records = grown
        unsafe state.pointee.capacity = capacity
    }

    @inline(never)
    private func release() {
        unsafe state.pointee.decoded?.deallocate()
        unsafe state.pointee.decoded = nil
        unsafe state.pointee.decodedCount = 0
        unsafe state.pointee.decodedCapacity = 0
        guard capacity > Limits.keptArguments else { return }
        unsafe state.pointee.records.deallocate()
        unsafe state.pointee.records = .allocate(capacity: ArgumentList.initialCapacity)
        unsafe state.pointee.capacity = ArgumentList.initialCapacity
    }
}

// MARK: - Decoded arguments

extension ArgumentList {
    /// Prepares the side block for arguments that take at most `capacity` bytes together.
    func startDecoding(capacity: Int) {
        reset()
        unsafe state.pointee.decoded = .allocate(capacity: max(capacity, 1))
        unsafe state.pointee.decodedCapacity = capacity
    }

    /// The number of bytes decoded so far: where the next argument starts.
    var decodedCount: Int { unsafe state.pointee.decodedCount }

    /// The number of bytes that `startDecoding` made room for.
    var decodedCapacity: Int { unsafe state.pointee.decodedCapacity }

    /// Adds a byte to the side block; more than was announced traps.
    func appendDecoded(_ byte: UInt8) {
        precondition(decodedCount < decodedCapacity, "more bytes than the request has")
        guard let decoded = unsafe state.pointee.decoded else { return }
        unsafe decoded[decodedCount] = byte
        unsafe state.pointee.decodedCount &+= 1
    }
}
