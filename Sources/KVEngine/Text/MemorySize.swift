// Sizes as redis.conf and CONFIG SET write them: `100`, `5k` (5000), `5kb` (5120), `1gb`.

import RESP

/// Sizes in bytes, with a unit or without.
enum MemorySize {
    /// The number of bytes; what does not fit 64 bits becomes the greatest number.
    static func parse(_ text: ByteView) -> UInt64? {
        var digits = 0
        while digits < text.count, text[digits] &- 48 < 10 { digits += 1 }
        guard let unit = unit(text[digits..<text.count]) else { return nil }
        var bytes: UInt64 = 0
        for index in 0..<digits {
            let (scaled, first) = bytes.multipliedReportingOverflow(by: 10)
            let (sum, second) = scaled.addingReportingOverflow(UInt64(text[index] &- 48))
            if first || second { return .max }
            bytes = sum
        }
        let (product, overflow) = bytes.multipliedReportingOverflow(by: unit)
        return overflow ? .max : product
    }

    private static func unit(_ text: ByteView) -> UInt64? {
        if text.isEmpty || text.matches("b") { return 1 }
        if text.matches("k") { return 1000 }
        if text.matches("kb") { return 1 << 10 }
        if text.matches("m") { return 1_000_000 }
        if text.matches("mb") { return 1 << 20 }
        if text.matches("g") { return 1_000_000_000 }
        return text.matches("gb") ? 1 << 30 : nil
    }
}
