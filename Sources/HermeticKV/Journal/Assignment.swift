// Gives each of some patterns a command of its own. Taking the first that fits would not do: `GET *` may take the
// one command that `GET user:1` needs. So a pattern that finds all its commands taken asks those who have them to
// take another (Kuhn's algorithm for the greatest matching of a bipartite graph).

/// Patterns and the commands that are theirs.
struct Assignment {
    private let patterns: Int
    private let fits: [[Int]]
    /// By command, the pattern that has it.
    private var owners: [Int?]
    private var isAsked: [Bool]

    /// - Parameter isFit: whether a command, the second, fits a pattern, the first.
    init(of patterns: Int, to commands: Int, _ isFit: (Int, Int) -> Bool) {
        self.patterns = patterns
        fits = (0..<patterns).map { pattern in (0..<commands).filter { isFit(pattern, $0) } }
        owners = Array(repeating: nil, count: commands)
        isAsked = Array(repeating: false, count: commands)
    }

    /// Gives as many patterns as possible a command of their own.
    ///
    /// - Complexity: O(patterns × fits).
    /// - Returns: The patterns that got none.
    mutating func complete() -> [Int] {
        (0..<patterns).filter { pattern in
            for index in isAsked.indices { isAsked[index] = false }
            return !take(for: pattern)
        }
    }

    private mutating func take(for pattern: Int) -> Bool {
        for command in fits[pattern] where !isAsked[command] {
            isAsked[command] = true
            if let owner = owners[command], !take(for: owner) { continue }
            owners[command] = pattern
            return true
        }
        return false
    }
}
