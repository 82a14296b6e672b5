// What the benchmark says when it cannot go on: always one sentence for the person who runs it.

/// A failure with the sentence that explains it.
struct BenchError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
