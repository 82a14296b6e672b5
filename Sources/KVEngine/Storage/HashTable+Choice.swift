// Choosing several different nodes of a hash table at random, for SPOP, SRANDMEMBER, HRANDFIELD and
// ZRANDMEMBER with a count. Unlike `sample`, it gives every node the same chance.

extension HashTable {
    /// Hands out `wanted` different nodes; the rules for `visit` are those of `forEach`.
    ///
    /// Few out of many are drawn one by one, and drawn again when they came before. From a third of all on,
    /// where that would happen too often, one walk over the table takes its share.
    ///
    /// - Complexity: O(`wanted`) expected.
    func choose(_ wanted: Int, using random: inout Random, _ visit: (Node) -> Void) {
        precondition(wanted >= 0 && wanted <= count, "cannot choose more nodes than there are")
        if wanted < count / 3 { return draw(wanted, using: &random, visit) }
        var (needed, left) = (wanted, count)
        _ = first { node in
            if random.takesNext(needed, of: left) {
                needed -= 1
                visit(node)
            }
            left -= 1
            return needed == 0
        }
    }

    /// Draws nodes until `wanted` different ones have come; nodes stay where they are in memory meanwhile.
    private func draw(_ wanted: Int, using random: inout Random, _ visit: (Node) -> Void) {
        var chosen: Set<UInt> = []
        while chosen.count < wanted, let node = self.random(using: &random) {
            if unsafe chosen.insert(UInt(bitPattern: node.raw)).inserted { visit(node) }
        }
    }
}
