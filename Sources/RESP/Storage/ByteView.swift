// A borrowed run of bytes: what a command argument, a stored key or a stored value looks like to code that
// only reads it. It exists because an array per argument costs ten times a whole command (135 ns against 9).
//
// It does not own its bytes and does not keep them alive. Two rules make it safe to pass around, and every
// room that makes a view keeps them: a view lives no longer than the call that received it, and a view of
// stored bytes is dropped before the thing that holds them is changed. Whoever wants to keep bytes copies.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A borrowed, immutable run of bytes, valid for the duration of the call it was passed to.
@safe
package struct ByteView {
    /// The first byte; dangling (never read) when `count` is zero.
    package let base: UnsafeRawPointer
    /// The number of bytes.
    package let count: Int

    package init(base: UnsafeRawPointer, count: Int) {
        precondition(count >= 0, "a view cannot have a negative length")
        unsafe self.base = base
        self.count = count
    }

    /// A view of text that lives as long as the program does.
    package init(_ text: StaticString) {
        unsafe self.init(base: UnsafeRawPointer(text.utf8Start), count: text.utf8CodeUnitCount)
    }

    /// The view of no bytes at all.
    package static var empty: ByteView { ByteView("") }

    package var isEmpty: Bool { count == 0 }

    /// Reads one byte; an index outside the view traps.
    package subscript(index: Int) -> UInt8 {
        precondition(UInt(bitPattern: index) < UInt(bitPattern: count), "index outside the view")
        return unsafe base.load(fromByteOffset: index, as: UInt8.self)
    }

    /// The part of the view in `range`; a range outside the view traps.
    package subscript(range: Range<Int>) -> ByteView {
        precondition(range.lowerBound >= 0 && range.upperBound <= count, "range outside the view")
        return unsafe ByteView(base: base + range.lowerBound, count: range.count)
    }

    /// Eight bytes from `index` as one little-endian word; reading past the end traps.
    package func word(at index: Int) -> UInt64 {
        precondition(index >= 0 && index <= count - 8, "word outside the view")
        return unsafe UInt64(littleEndian: base.loadUnaligned(fromByteOffset: index, as: UInt64.self))
    }

    /// Runs `body` over the bytes; the pointer must not outlive it.
    package func withUnsafeBytes<R, E: Error>(_ body: (UnsafeRawBufferPointer) throws(E) -> R) throws(E) -> R
    {
        try unsafe body(UnsafeRawBufferPointer(start: base, count: count))
    }
}

// MARK: - Comparing

extension ByteView: Equatable {
    package static func == (left: ByteView, right: ByteView) -> Bool {
        guard left.count == right.count else { return false }
        return unsafe memcmp(left.base, right.base, left.count) == 0
    }

    /// Orders as `memcmp` does, the shorter first when one is a prefix: negative, zero or positive.
    package func compare(_ other: ByteView) -> Int {
        let order = unsafe memcmp(base, other.base, min(count, other.count))
        return order != 0 ? Int(order) : count - other.count
    }

    /// Compares with a literal, exactly.
    package static func == (left: ByteView, right: StaticString) -> Bool { left == ByteView(right) }

    /// Compares with a lower-case ASCII literal, ignoring the case of ASCII letters in the view.
    ///
    /// This is how Redis reads option words; letters outside ASCII never match.
    package func matches(_ lowercased: StaticString) -> Bool {
        let word = ByteView(lowercased)
        guard count == word.count else { return false }
        for index in 0..<count where ByteView.lowercase(self[index]) != word[index] { return false }
        return true
    }

    /// Compares with another view, ignoring the case of ASCII letters.
    package func equalsIgnoringCase(_ other: ByteView) -> Bool {
        guard count == other.count else { return false }
        for index in 0..<count where ByteView.lowercase(self[index]) != ByteView.lowercase(other[index]) {
            return false
        }
        return true
    }

    package func hasPrefix(_ prefix: ByteView) -> Bool {
        count >= prefix.count && self[0..<prefix.count] == prefix
    }

    /// The lower-case form of an ASCII letter; any other byte unchanged.
    package static func lowercase(_ byte: UInt8) -> UInt8 {
        byte &- 0x41 < 26 ? byte | 0x20 : byte
    }
}

// MARK: - Copying out

extension Array where Element == UInt8 {
    /// Copies the bytes of a view.
    package init(_ view: ByteView) {
        self = unsafe view.withUnsafeBytes { unsafe Array($0) }
    }

    /// Lends the array's bytes as a view for the duration of `body`.
    package func withByteView<R, E: Error>(_ body: (ByteView) throws(E) -> R) throws(E) -> R {
        try unsafe span.withUnsafeBytes { bytes throws(E) -> R in
            guard let base = bytes.baseAddress else { return try body(.empty) }
            return try unsafe body(ByteView(base: base, count: bytes.count))
        }
    }
}

extension String {
    /// Decodes the bytes of a view as UTF-8, with replacement characters where they are not.
    package init(_ view: ByteView) {
        self = unsafe view.withUnsafeBytes { unsafe String(decoding: $0, as: UTF8.self) }
    }

    /// Lends the string's UTF-8 bytes as a view for the duration of `body`.
    package func withByteView<R, E: Error>(_ body: (ByteView) throws(E) -> R) throws(E) -> R {
        try Array(utf8).withByteView(body)
    }
}
