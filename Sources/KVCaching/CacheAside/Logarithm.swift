// The one function of mathematics that the patterns need.

import Foundation

enum Logarithm {
    /// The natural logarithm; of nothing, that of the least there is.
    static func natural(_ number: Double) -> Double { log(max(number, .leastNonzeroMagnitude)) }
}
