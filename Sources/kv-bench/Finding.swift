// One line of the other tables: a named quantity of both servers, with the limit that ours must keep.

/// A quantity measured on both servers, smaller being better.
struct Finding: Encodable {
    let name: String
    let unit: String
    /// Nil where there is nothing to compare with.
    let reference: Double?
    let candidate: Double
    /// What ours must not exceed; nil where the figure is only for information.
    let limit: Double?
    let verdict: Verdict

    /// A quantity with a fixed limit, or with none.
    init(_ name: String, unit: String, reference: Double? = nil, candidate: Double, limit: Double? = nil) {
        self.name = name
        self.unit = unit
        self.reference = reference
        self.candidate = candidate
        self.limit = limit
        verdict = Verdict(candidate, atMost: limit)
    }

    /// A quantity in which ours must not be worse than the reference, noise allowed for.
    init(_ name: String, unit: String, notAbove reference: Double, candidate: Double) {
        self.init(
            name, unit: unit, reference: reference, candidate: candidate,
            limit: reference / (1 - Verdict.tolerance))
    }

    static let header = Columns.line([
        ("measurement", -44), ("unit", -10), ("reference", 10), ("ours", 10), ("limit", 9), ("verdict", 8),
    ])

    var line: String {
        Columns.line([
            (name, -44), (unit, -10), (reference.map { Columns.number($0, 2) } ?? "-", 10),
            (Columns.number(candidate, 2), 10),
            (limit.map { Columns.number($0, 2) } ?? "-", 9), (verdict.rawValue, 8),
        ])
    }
}
