// How one element of a `PackedRun` is written and read, from either side. The format is described there.

import RESP

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Where one element lies, in offsets from the start of its run's block.
struct PackedFrame {
    /// The first byte of the header.
    let offset: Int
    /// The bytes of the header, and again of the trailer.
    let width: Int
    /// The length of the element itself.
    let length: Int

    var payload: Int { offset &+ width }
    var size: Int { length &+ 2 &* width }
    var next: Int { offset &+ size }

    /// The bytes an element of `length` bytes takes with its framing.
    static func size(ofLength length: Int) -> Int { length + 2 * width(ofLength: length) }

    private static func width(ofLength length: Int) -> Int {
        length < 254 ? 1 : length <= 0xFFFF ? 3 : 9
    }

    /// Writes header, bytes and trailer at `target`, which has room for them.
    static func write(_ view: ByteView, at target: UnsafeMutableRawPointer) {
        let width = width(ofLength: view.count)
        let body = unsafe target + width
        unsafe memmove(body, view.base, view.count)
        let trailer = unsafe body + view.count
        switch width {
        case 1:
            unsafe target.storeBytes(of: UInt8(truncatingIfNeeded: view.count), as: UInt8.self)
            unsafe trailer.storeBytes(of: UInt8(truncatingIfNeeded: view.count), as: UInt8.self)
        case 3:
            let length = UInt16(truncatingIfNeeded: view.count).littleEndian
            unsafe target.storeBytes(of: 254, as: UInt8.self)
            unsafe (target + 1).storeBytes(of: length, as: UInt16.self)
            unsafe trailer.storeBytes(of: length, as: UInt16.self)
            unsafe (trailer + 2).storeBytes(of: 254, as: UInt8.self)
        default:
            let length = UInt64(view.count).littleEndian
            unsafe target.storeBytes(of: 255, as: UInt8.self)
            unsafe (target + 1).storeBytes(of: length, as: UInt64.self)
            unsafe trailer.storeBytes(of: length, as: UInt64.self)
            unsafe (trailer + 8).storeBytes(of: 255, as: UInt8.self)
        }
    }
}

extension PackedRun {
    /// The element whose header is at `offset`; traps if it would reach over the end of the run.
    func frame(at offset: Int) -> PackedFrame {
        precondition(offset >= start && offset < end, "position outside the list")
        let code = unsafe base.load(fromByteOffset: offset, as: UInt8.self)
        let frame =
            code < 254
            ? PackedFrame(offset: offset, width: 1, length: Int(code)) : longFrame(at: offset, code: code)
        precondition(
            frame.length >= 0 && frame.length <= end &- frame.payload &- frame.width, "stale position")
        return frame
    }

    /// The element that ends where `offset` is; traps if it would reach over the start of the run.
    func frame(before offset: Int) -> PackedFrame {
        precondition(offset > start && offset <= end, "position outside the list")
        let code = unsafe base.load(fromByteOffset: offset &- 1, as: UInt8.self)
        guard code >= 254 else { return checked(width: 1, length: Int(code), endingAt: offset) }
        if code == 254 {
            precondition(offset &- start >= 6, "stale position")
            let length = unsafe base.loadUnaligned(fromByteOffset: offset &- 3, as: UInt16.self)
            return checked(width: 3, length: Int(UInt16(littleEndian: length)), endingAt: offset)
        }
        precondition(offset &- start >= 18, "stale position")
        let length = unsafe base.loadUnaligned(fromByteOffset: offset &- 9, as: UInt64.self)
        return checked(
            width: 9, length: Int(truncatingIfNeeded: UInt64(littleEndian: length)), endingAt: offset)
    }

    /// The bytes of an element; valid until the run changes.
    func view(of frame: PackedFrame) -> ByteView {
        unsafe ByteView(base: UnsafeRawPointer(base) + frame.payload, count: frame.length)
    }

    @inline(never)
    private func longFrame(at offset: Int, code: UInt8) -> PackedFrame {
        if code == 254 {
            let length = unsafe base.loadUnaligned(fromByteOffset: offset &+ 1, as: UInt16.self)
            return PackedFrame(offset: offset, width: 3, length: Int(UInt16(littleEndian: length)))
        }
        let length = unsafe base.loadUnaligned(fromByteOffset: offset &+ 1, as: UInt64.self)
        return PackedFrame(
            offset: offset, width: 9, length: Int(truncatingIfNeeded: UInt64(littleEndian: length)))
    }

    private func checked(width: Int, length: Int, endingAt end: Int) -> PackedFrame {
        precondition(length >= 0 && length <= end &- start &- 2 &* width, "stale position")
        return PackedFrame(offset: end &- length &- 2 &* width, width: width, length: length)
    }
}
