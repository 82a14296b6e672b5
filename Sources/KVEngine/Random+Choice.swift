// Choosing several different things out of many, each choice equally likely.

extension Random {
    /// Hands out `wanted` different indices in `0..<total`, in random order.
    ///
    /// Few out of many are drawn, and drawn again when they came before. From a third of all on, where that
    /// would happen too often, the beginning of a shuffle is dealt out.
    ///
    /// - Complexity: O(`wanted`) expected.
    mutating func choose(_ wanted: Int, of total: Int, _ visit: (Int) -> Void) {
        precondition(wanted >= 0 && wanted <= total, "cannot choose more than there are")
        if wanted < total / 3 { return draw(wanted, of: total, visit) }
        var indices = Array(0..<total)
        for place in 0..<wanted {
            indices.swapAt(place, place + below(total - place))
            visit(indices[place])
        }
    }

    private mutating func draw(_ wanted: Int, of total: Int, _ visit: (Int) -> Void) {
        var chosen: Set<Int> = []
        while chosen.count < wanted {
            let index = below(total)
            if chosen.insert(index).inserted { visit(index) }
        }
    }

    /// Whether the next of `left` things in a row is one of the `wanted` that are still to be chosen: asked
    /// of each in turn, it chooses exactly that many.
    mutating func takesNext(_ wanted: Int, of left: Int) -> Bool {
        wanted > 0 && below(left) < wanted
    }
}
