// The C library's number printer and reader, which are the definition of how Lua prints and reads numbers.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Numbers as C spells them.
enum CNumberText {
    /// A value as `printf` prints it in `format`, which has one specification that fits the value.
    static func bytes(of value: any CVarArg, format: String, capacity: Int = 512) -> [UInt8] {
        unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: capacity) { memory in
            guard let text = memory.baseAddress else { return [] }
            let length = unsafe withVaList([value]) { list in
                unsafe vsnprintf(text, capacity, format, list)
            }
            let kept = max(0, min(Int(length), capacity - 1))
            return (0..<kept).map { unsafe UInt8(bitPattern: text[$0]) }
        }
    }

    /// A number at the start of `bytes` as `strtod` reads it, and how many bytes it took.
    static func double(in bytes: [UInt8]) -> (value: Double, length: Int) {
        unsafe withTerminated(bytes) { text in
            var end: UnsafeMutablePointer<CChar>? = nil
            let value = unsafe strtod(text, &end)
            return unsafe (value, end.map { unsafe $0 - text } ?? 0)
        }
    }

    private static func withTerminated<R>(
        _ bytes: [UInt8], _ body: (UnsafeMutablePointer<CChar>) -> R
    ) -> R {
        let count = bytes.count
        let copy = UnsafeMutablePointer<CChar>.allocate(capacity: count + 1)
        defer { unsafe copy.deallocate() }
        for index in 0..<count { unsafe (copy + index).initialize(to: CChar(bitPattern: bytes[index])) }
        unsafe (copy + count).initialize(to: 0)
        return unsafe body(copy)
    }
}
