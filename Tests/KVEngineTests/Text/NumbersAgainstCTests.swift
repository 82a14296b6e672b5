// Random numbers through our shortcuts and through the C library, which defines what is right. The shortcuts
// are exact arithmetic, so not one digit may differ.

import RESP
import Testing

@testable import KVEngine

struct NumbersAgainstCTests {
    @Test func `doubles are printed with the digits of C`() {
        var generator = SplitMix(seed: 11)
        for _ in 0..<4000 {
            let bits = Double(bitPattern: generator.next())
            let exponent = Int.random(in: -20...60, using: &generator) - 52
            let near = Double(
                sign: .plus, exponent: exponent, significand: Double(bits.significandBitPattern))
            for value in [bits, near, -near.rounded(), Double(Float(near))] where value.isFinite {
                let expected = CFormat.withText(of: value, format: "%.17g", capacity: 64) { String($0) }
                #expect(DoubleText.withSpelling(of: value) { String($0) } == expected)
            }
        }
    }

    @Test func `decimals are read as C reads them`() {
        var generator = SplitMix(seed: 12)
        for text in (0..<4000).flatMap({ _ in decimals(&generator) }) {
            text.withByteView { view in
                #expect(DoubleText.parse(view) == CFormat.parseDouble(view), "\(text)")
                #expect(LongDoubleText.parse(view) == CFormat.parseLongDouble(view), "\(text)")
            }
        }
    }

    @Test func `long doubles are printed with the digits of C and no zeros at the end`() {
        var generator = SplitMix(seed: 13)
        let format: StaticString = MemoryLayout<LongDouble>.size > 8 ? "%.17Lf" : "%.17f"
        for _ in 0..<4000 {
            let exponent = Int.random(in: -130...10, using: &generator)
            let value = LongDouble(
                sign: .minus, exponent: exponent, significand: LongDouble(generator.next()))
            let padded = CFormat.withText(of: value, format: format, capacity: 64) { String($0) }
            var expected = padded[...]
            while expected.last == "0" { expected.removeLast() }
            if expected.last == "." { expected.removeLast() }
            let spelling = LongDoubleText.withSpelling(of: value) { String($0) }
            #expect(spelling == (expected == "-0" ? "0" : String(expected)))
        }
    }

    private func decimals(_ generator: inout SplitMix) -> [String] {
        let digits = generator.next() >> UInt64.random(in: 0...63, using: &generator)
        let whole = Int.random(in: -999...999, using: &generator)
        let exponent = Int.random(in: -45...45, using: &generator)
        return ["\(digits)", "\(whole).\(digits)", "\(digits)e\(exponent)", "\(whole).\(digits)E\(exponent)"]
    }
}

/// A small generator with a seed, so that a failure can be repeated.
private struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
