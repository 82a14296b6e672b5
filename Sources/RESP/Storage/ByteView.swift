// A borrowed run of bytes: what a command argument, a stored key or a stored value looks like to code that
// only reads it. It exists because an array per argument costs ten times a whole command (135 ns against 9).
//
// Commands call these members from another module in their innermost loops, where a call costs more than the
// work: with the members of this type, of `ByteBuffer`, `ArgumentList` and `ReplyWriter` inlined, a PING took
// 52 ns instead of 87. The compiler inlines only what is public; no product exports this module all the same.
//
// It does not own its bytes and does not keep them alive. Two rules make it safe to pass around, and every
// room that makes a view keeps them: a view lives no longer than the call that received it, and a view of
// stored bytes is dropped before the thing that holds them is changed. Code that keeps bytes copies them.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A borrowed, immutable run of bytes, valid for the duration of the call it was passed to.
@safe
public struct ByteView {
    /// The first byte; dangling (never read) when `count` is zero.
    public let base: UnsafeRawPointer
    /// The number of bytes.
    public let count: Int

    /// A view of `count` bytes from `base` on, which outlive it.
    @inlinable
    public init(base: UnsafeRawPointer, count: Int) {
        precondition(count >= 0, "a view cannot have a negative length")
        unsafe self.base = base
        self.count = count
    }

    /// A view of text that lives as long as the program does.
    @inlinable
    public init(_ text: StaticString) {
        unsafe self.init(base: UnsafeRawPointer(text.utf8Start), count: text.utf8CodeUnitCount)
    }

    /// The view of no bytes at all.
    @inlinable
    public static var empty: ByteView { ByteView("") }

    /// Whether the view has no bytes.
    @inlinable
    public var isEmpty: Bool { count == 0 }

    /// Reads one byte; an index outside the view traps.
    @inlinable
    public subscript(index: Int) -> UInt8 {
        precondition(UInt(bitPattern: index) < UInt(bitPattern: count), "index outside the view")
        return unsafe base.load(fromByteOffset: index, as: UInt8.self)
    }

    /// The part of the view in `range`; a range outside the view traps.
    @inlinable
    public subscript(range: Range<Int>) -> ByteView {
        precondition(range.lowerBound >= 0 && range.upperBound <= count, "range outside the view")
        return unsafe ByteView(base: base + range.lowerBound, count: range.count)
    }

    /// The `count` bytes from `start` on; a part outside the view traps.
    @inlinable
    @inline(__always)
    public func part(from start: Int, count length: Int) -> ByteView {
        precondition(start >= 0 && length >= 0 && start <= count &- length, "part outside the view")
        return unsafe ByteView(base: base + start, count: length)
    }

    /// Eight bytes from `index` as one little-endian word; reading past the end traps.
    @inlinable
    public func word(at index: Int) -> UInt64 {
        precondition(index >= 0 && index <= count - 8, "word outside the view")
        return unsafe UInt64(littleEndian: base.loadUnaligned(fromByteOffset: index, as: UInt64.self))
    }

    /// All bytes, at most eight, as one little-endian word with zeros behind them; a longer view traps.
    ///
    /// There is no loop: pieces are read that may overlap, and a byte read twice is the same byte.
    @inlinable
    @inline(__always)
    public var shortWord: UInt64 {
        precondition(count <= 8, "too long for a word")
        if count >= 4 {
            let low = unsafe UInt64(load(0, as: UInt32.self))
            let high = unsafe UInt64(load(count &- 4, as: UInt32.self))
            return low | high &<< UInt64(truncatingIfNeeded: (count &- 4) &* 8)
        }
        guard count > 0 else { return 0 }
        let middle = count &>> 1
        let first = unsafe UInt64(load(0, as: UInt8.self))
        let second = unsafe UInt64(load(middle, as: UInt8.self)) &<< UInt64(truncatingIfNeeded: middle &* 8)
        let last = unsafe UInt64(load(count &- 1, as: UInt8.self))
        return first | second | last &<< UInt64(truncatingIfNeeded: (count &- 1) &* 8)
    }

    @unsafe
    @inlinable
    func load<Word: FixedWidthInteger & BitwiseCopyable>(_ index: Int, as type: Word.Type) -> Word {
        unsafe Word(littleEndian: base.loadUnaligned(fromByteOffset: index, as: type))
    }

    /// Runs `body` over the bytes; the pointer must not outlive it.
    @inlinable
    public func withUnsafeBytes<R, E: Error>(_ body: (UnsafeRawBufferPointer) throws(E) -> R) throws(E) -> R {
        try unsafe body(UnsafeRawBufferPointer(start: base, count: count))
    }
}

// MARK: - Comparing

extension ByteView: Equatable {
    /// Whether both views show the same bytes.
    @inlinable
    @inline(__always)
    public static func == (left: ByteView, right: ByteView) -> Bool {
        guard left.count == right.count else { return false }
        let count = left.count
        if count <= 8 { return left.shortWord == right.shortWord }
        guard count <= 32 else { return unsafe memcmp(left.base, right.base, count) == 0 }
        // For keys a call of memcmp costs more than the comparison. The last word may overlap the one before.
        var index = 0
        while index < count &- 8 {
            if left.word(at: index) != right.word(at: index) { return false }
            index &+= 8
        }
        return left.word(at: count &- 8) == right.word(at: count &- 8)
    }

    /// Orders as `memcmp` does, the shorter first when one is a prefix: negative, zero or positive.
    package func compare(_ other: ByteView) -> Int {
        let order = unsafe memcmp(base, other.base, min(count, other.count))
        return order != 0 ? Int(order) : count - other.count
    }

    /// Compares with a literal, exactly.
    @inlinable
    public static func == (left: ByteView, right: StaticString) -> Bool { left == ByteView(right) }

    /// Compares with a lower-case ASCII literal, ignoring the case of ASCII letters in the view.
    ///
    /// This is how Redis reads option words; letters outside ASCII never match.
    @inlinable
    public func matches(_ lowercased: StaticString) -> Bool {
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

    /// The lower-case form of an ASCII letter; any other byte unchanged.
    @inlinable
    public static func lowercase(_ byte: UInt8) -> UInt8 {
        byte &- 0x41 < 26 ? byte | 0x20 : byte
    }
}

// MARK: - Copying out

extension Array where Element == UInt8 {
    /// Copies the bytes of a view.
    package init(_ view: ByteView) {
        self = unsafe view.withUnsafeBytes { unsafe Array($0) }
    }

    /// Appends the bytes of a view, which may not be of this array.
    package mutating func append(_ view: ByteView) {
        unsafe view.withUnsafeBytes { unsafe append(contentsOf: $0) }
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
