// A run's elements as RESP bulk strings, written straight into a reply: LRANGE's inner loop. One check for
// room covers all of them, and an element of up to 16 bytes is copied as two words, whatever its length.
//
// It knows how a bulk string is spelled, which is the reply writer's business, because a call per element
// costs more than the element.

import RESP

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension PackedRun {
    /// How much longer an element can become: its framing is two bytes at least, that of a bulk string five
    /// plus the digits of its length.
    private static let longestGrowth = 8

    /// The bytes that a copy of a short element may write behind its end.
    private static let slack = 16

    /// Appends `limit` elements from `offset` on to a reply, each as a bulk string.
    func appendBulks(from offset: Int, limit: Int, to buffer: ByteBuffer) {
        let room = end &- offset &+ limit &* PackedRun.longestGrowth &+ PackedRun.slack
        unsafe buffer.append(atMost: room) { target in
            var (offset, written) = (offset, 0)
            for _ in 0..<limit {
                let frame = frame(at: offset)
                unsafe written &+= writeBulk(frame, at: target + written)
                offset = frame.next
            }
            return written
        }
    }

    /// Writes one element as a bulk string and returns its length.
    @inline(__always)
    private func writeBulk(_ frame: PackedFrame, at target: UnsafeMutableRawPointer) -> Int {
        let header = unsafe PackedRun.writeHeader(frame.length, at: target)
        let body = unsafe target + header
        let source = unsafe UnsafeRawPointer(base) + frame.payload
        if frame.length <= 16 {
            // The block's padding makes reading over the element's end safe, the slack writing over it.
            let words = unsafe source.loadUnaligned(as: SIMD2<UInt64>.self)
            unsafe body.storeBytes(of: words, as: SIMD2<UInt64>.self)
        } else {
            unsafe memcpy(body, source, frame.length)
        }
        unsafe (body + frame.length).storeBytes(of: UInt16(littleEndian: 0x0A0D), as: UInt16.self)
        return header &+ frame.length &+ 2
    }

    /// Writes `$`, a length and CRLF, and returns how many bytes that takes.
    @inline(__always)
    private static func writeHeader(_ length: Int, at target: UnsafeMutableRawPointer) -> Int {
        if length < 10 {
            let word = 0x0A0D_3024 &+ UInt32(truncatingIfNeeded: length) &<< 8
            unsafe target.storeBytes(of: word.littleEndian, as: UInt32.self)
            return 4
        }
        if length < 100 {
            let (tens, ones) = UInt32(truncatingIfNeeded: length).quotientAndRemainder(dividingBy: 10)
            let word = 0x0D30_3024 &+ tens &<< 8 &+ ones &<< 16
            unsafe target.storeBytes(of: word.littleEndian, as: UInt32.self)
            unsafe target.storeBytes(of: UInt8(ascii: "\n"), toByteOffset: 4, as: UInt8.self)
            return 5
        }
        return unsafe writeLongHeader(length, at: target)
    }

    private static func writeLongHeader(_ length: Int, at target: UnsafeMutableRawPointer) -> Int {
        unsafe target.storeBytes(of: UInt8(ascii: "$"), as: UInt8.self)
        let digits = unsafe Decimal.write(Int64(length), to: target + 1)
        unsafe (target + digits + 1).storeBytes(of: UInt16(littleEndian: 0x0A0D), as: UInt16.self)
        return digits &+ 3
    }
}

extension ListStorage {
    /// Appends the elements in `range` to a reply, each as a bulk string.
    func appendBulks(in range: Range<Int>, to buffer: ByteBuffer) {
        precondition(range.lowerBound >= 0 && range.upperBound <= count, "range outside the list")
        guard !range.isEmpty else { return }
        var (place, local) = locate(range.lowerBound)
        var left = range.count
        while left > 0 {
            let run = unsafe chunk(place)
            let taken = unsafe min(left, run.pointee.count &- local)
            unsafe run.pointee.appendBulks(from: run.pointee.offset(at: local), limit: taken, to: buffer)
            left &-= taken
            (place, local) = (place &+ 1, 0)
        }
    }
}
