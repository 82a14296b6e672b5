// A number's digits as a view, for code that wants bytes where the store keeps a number.

extension ByteView {
    /// Runs `body` over the decimal digits of a number.
    package static func withDecimal<R, E: Error>(
        of value: Int64, _ body: (ByteView) throws(E) -> R
    ) throws(E) -> R {
        var room = InlineArray<20, UInt8>(repeating: 0)
        var span = room.mutableSpan
        return try unsafe span.withUnsafeMutableBytes { bytes throws(E) -> R in
            guard let base = bytes.baseAddress else { return try body(.empty) }
            let count = unsafe Decimal.write(value, to: base)
            return try unsafe body(ByteView(base: UnsafeRawPointer(base), count: count))
        }
    }

    /// The number of characters a number takes in decimal.
    package static func decimalCount(of value: Int64) -> Int { withDecimal(of: value) { $0.count } }
}
