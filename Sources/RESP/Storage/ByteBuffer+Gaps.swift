// Headers whose number is known only when what follows them has been written: room is left for one, and it is
// put there afterwards, at the room's end. What is left of the room before it holds nothing. Where that may not be,
// what follows is moved to make room.

extension ByteBuffer {
    /// Puts a header before everything from a mark on.
    ///
    /// - Complexity: O(n) in the bytes from there on.
    package func insert(header type: UInt8, _ value: Int, at mark: Int) {
        precondition(mark >= 0 && mark <= count, "a mark lies within the contents")
        let following = count - mark
        append(header: type, value)
        let length = count - mark - following
        let header = Array(view[mark + following..<count])
        let start = unsafe state.pointee.base + mark
        unsafe (start + length).copyMemory(from: start, byteCount: following)
        header.withByteView { unsafe start.copyMemory(from: $0.base, byteCount: length) }
    }

    /// The room that the header of any number takes.
    package static var headerRoom: Int { 24 }

    /// Leaves room for a header behind the contents, and returns where the room ends.
    package func leaveHeaderRoom() -> Int {
        let room = unsafe reserve(ByteBuffer.headerRoom)
        unsafe room.initializeMemory(as: UInt8.self, repeating: 0, count: ByteBuffer.headerRoom)
        unsafe state.pointee.count &+= ByteBuffer.headerRoom
        return count
    }

    /// Writes a header that ends where its room does, and returns where it starts; a place without room traps.
    package func write(header type: UInt8, _ value: Int, endingAt end: Int) -> Int {
        precondition(end >= ByteBuffer.headerRoom && end <= count, "no room was left for a header")
        var digits = unsafe state.pointee.base + (end - 2)
        unsafe digits.storeBytes(of: UInt16(littleEndian: 0x0A0D), as: UInt16.self)
        var rest = value.magnitude
        repeat {
            unsafe digits -= 1
            unsafe digits.storeBytes(of: UInt8(truncatingIfNeeded: rest % 10) &+ 48, as: UInt8.self)
            rest /= 10
        } while rest > 0
        if value < 0 {
            unsafe digits -= 1
            unsafe digits.storeBytes(of: UInt8(ascii: "-"), as: UInt8.self)
        }
        unsafe digits -= 1
        unsafe digits.storeBytes(of: type, as: UInt8.self)
        return unsafe digits - state.pointee.base
    }
}
