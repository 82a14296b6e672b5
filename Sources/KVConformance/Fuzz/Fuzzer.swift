// The differential fuzzer: episodes of seeded random commands on two servers, until there were enough of them or a
// reply differs. An episode's seed is drawn from the run's, so that one can be run again alone.

import KVEngine

/// Compares two servers on random commands.
package struct Fuzzer {
    private let reference: any ServerUnderTest
    private let candidate: any ServerUnderTest
    private let commands: [CommandSyntax]
    private let only: [String]
    /// What the episodes have reached so far.
    package private(set) var coverage = FuzzCoverage()

    /// A difference, shrunk to a script.
    package struct Finding: Equatable {
        /// The seed of the episode, for `--episode`.
        package let seed: UInt64
        /// The script in the format of cases; nil when the difference shows only in batches.
        package let script: String?
        package let difference: Difference?
    }

    /// - Parameter only: groups and names of commands to keep to; all when empty.
    /// - Throws: that the candidate does not describe its commands, or has none of those.
    package init(
        reference: any ServerUnderTest, candidate: any ServerUnderTest, only: [String]
    ) throws(ServerError) {
        self.reference = reference
        self.candidate = candidate
        self.only = only
        commands = try CommandSyntax.all(of: candidate)
        if CommandGenerator(commands, only: only, random: Random(seed: 0)).isEmpty {
            throw ServerError("no command to compare: \(only.joined(separator: ", "))")
        }
    }

    /// Runs episodes until so many commands were sent.
    ///
    /// - Parameter progress: is told the number of commands after each episode, and whether to go on is its answer.
    /// - Returns: the first difference; nil when there is none.
    package mutating func run(
        seed: UInt64, commands limit: Int, progress: (Int) -> Void
    ) throws(ServerError) -> Finding? {
        var seeds = Random(seed: seed)
        var count = 0
        while count < limit {
            let (finding, commands) = try episode(seed: seeds.next())
            if let finding { return finding }
            count += commands
            progress(count)
        }
        return nil
    }

    /// Runs the one episode of a seed.
    package mutating func episode(seed: UInt64) throws(ServerError) -> (Finding?, commands: Int) {
        var episode = FuzzEpisode(
            FuzzTarget(reference), FuzzTarget(candidate),
            generator: CommandGenerator(commands, only: only, random: Random(seed: seed)))
        let steps = try episode.run()
        try episode.restoreSettings()
        coverage.add(episode.coverage)
        guard let steps else { return (nil, episode.commands) }
        var shrinker = Shrinker(reference, candidate)
        let found = try shrinker.shrink(steps)
        let script = found.map { CaseText.text($0.script) }
        return (Finding(seed: seed, script: script, difference: found?.difference), episode.commands)
    }
}
