// The C library's number reader and printer, which are the definition of how Redis reads and prints floating
// point: everything our own shortcuts in Text/ do not cover comes here. Both look at the process's LC_NUMERIC
// locale, which is C unless the host program changes it.
//
// The callers decide what is acceptable; here C's conventions (terminators, errno, buffer sizes) end.

import RESP

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The widest binary floating-point type that Swift shares with C here.
///
/// On x86-64 that is C's `long double`, in which Redis computes INCRBYFLOAT. Elsewhere Swift has no type for
/// a wider one, and Double takes its place, so sums there round to 53 bits instead of 64 (or 113).
#if arch(x86_64) && !os(Windows)
    typealias LongDouble = Float80
#else
    typealias LongDouble = Double
#endif

/// Floating-point numbers read and printed by the C library.
enum CFormat {
    /// Which of the numbers that C reports as out of range are refused.
    enum Refusal {
        case none
        /// Infinities and zeros.
        case extremes
        /// Subnormal numbers, too.
        case all
    }

    /// Reads all of `view` as a double; nil when C leaves a rest, or the value is refused.
    static func parseDouble(_ view: ByteView, refusing: Refusal = .extremes) -> Double? {
        unsafe parse(view, refusing) { unsafe strtod($0, $1) }
    }

    /// Reads all of `view` as a long double; nil when C leaves a rest, or the value is out of range.
    static func parseLongDouble(_ view: ByteView) -> LongDouble? {
        #if arch(x86_64) && !os(Windows)
            unsafe parse(view, .extremes) { unsafe strtold($0, $1) }
        #else
            parseDouble(view)
        #endif
    }

    private typealias Reader<Number> = (
        UnsafePointer<CChar>, UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
    ) -> Number

    /// Runs a C reader over a terminated copy of `view`.
    private static func parse<Number: BinaryFloatingPoint>(
        _ view: ByteView, _ refused: Refusal, _ read: Reader<Number>
    ) -> Number? {
        unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: view.count + 1) { copy in
            guard let text = copy.baseAddress else { return nil }
            unsafe UnsafeMutableRawPointer(text).copyMemory(from: view.base, byteCount: view.count)
            unsafe text[view.count] = 0
            var end: UnsafeMutablePointer<CChar>? = nil
            errno = 0
            let value = unsafe read(text, &end)
            let isExtreme = value.isInfinite || value.isZero
            let isRefused = errno == ERANGE && (refused == .all || refused == .extremes && isExtreme)
            return unsafe end == text + view.count && !isRefused ? value : nil
        }
    }

    /// Lends a number as C prints it in `format`; what does not fit in `capacity` bytes is cut.
    static func withText<R>(
        of value: any CVarArg, format: StaticString, capacity: Int, _ body: (ByteView) -> R
    ) -> R {
        unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: capacity) { memory in
            guard let text = memory.baseAddress else { return body(.empty) }
            let length = unsafe withVaList([value]) { list in
                unsafe format.utf8Start.withMemoryRebound(to: CChar.self, capacity: 1) {
                    unsafe vsnprintf(text, capacity, $0, list)
                }
            }
            let kept = max(0, min(Int(length), capacity - 1))
            return unsafe body(ByteView(base: UnsafeRawPointer(text), count: kept))
        }
    }
}
