// The seeded generator: its exact sequence (computed with another implementation), ranges and fairness.

@testable import KVEngine
import Testing

struct RandomTests {
    @Test func `the sequence of a seed is fixed for ever`() {
        var zero = Random(seed: 0)
        #expect(zero.next() == 0x99EC_5F36_CB75_F2B4)
        #expect(zero.next() == 0xBF6E_1F78_4956_452A)
        #expect(zero.next() == 0x1A5F_849D_4933_E6E0)
        #expect(zero.next() == 0x6AA5_94F1_262D_2D2C)
        #expect(zero.next() == 0xBBA5_AD4A_1F84_2E59)
        var other = Random(seed: 42)
        #expect(other.next() == 0x1578_0B2E_0C2E_C716)
        #expect(other.next() == 0x6104_D986_6D11_3A7E)
    }

    @Test func `numbers below a bound follow from the sequence`() {
        var random = Random(seed: 42)
        let drawn = (0..<12).map { _ in random.below(10) }
        #expect(drawn == [0, 3, 6, 9, 9, 7, 7, 8, 7, 5, 6, 2])
    }

    @Test(arguments: [1, 2, 3, 7, 64, 1000, Int.max])
    func `numbers stay below their bound`(bound: Int) {
        var random = Random(seed: 3)
        for _ in 0..<1000 {
            let drawn = random.below(bound)
            #expect(drawn >= 0 && drawn < bound)
        }
    }

    @Test func `a bound that does not divide the range is not biased`() {
        // Three eighths of the range of a word: without drawing again, every third number would come from two
        // words and the others from three each.
        let bound = 3 << 61
        var random = Random(seed: 5)
        var everyThird = 0
        for _ in 0..<18_000 where random.below(bound) % 3 == 2 { everyThird += 1 }
        #expect(abs(everyThird - 6000) < 350)
    }

    @Test func `every number below a bound is equally likely`() {
        var random = Random(seed: 9)
        var counts = [Int](repeating: 0, count: 7)
        for _ in 0..<14_000 { counts[random.below(7)] += 1 }
        for count in counts { #expect(abs(count - 2000) < 200) }
    }

    @Test func `unit doubles fill the range from zero to one`() {
        var random = Random(seed: 11)
        var sum = 0.0
        for _ in 0..<10_000 {
            let drawn = random.unitDouble()
            #expect(drawn >= 0 && drawn < 1)
            sum += drawn
        }
        #expect(abs(sum / 10_000 - 0.5) < 0.02)
    }
}
