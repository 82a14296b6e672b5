// Whether a figure reaches its floor.

/// How a figure stands to the floor that the project set for it.
enum Verdict: String, Encodable {
    case met
    case missed
    /// No floor was set.
    case none = "-"

    /// The noise of a shared machine: a median this close below its floor counts as met.
    static let tolerance = 0.03

    /// Judges a ratio that must reach `floor`.
    init(ratio: Double, floor: Double?) {
        guard let floor else {
            self = .none
            return
        }
        self = ratio >= floor - Self.tolerance ? .met : .missed
    }

    /// Judges a quantity that must not exceed `limit`.
    init(_ quantity: Double, atMost limit: Double?) {
        guard let limit else {
            self = .none
            return
        }
        self = quantity <= limit ? .met : .missed
    }
}
