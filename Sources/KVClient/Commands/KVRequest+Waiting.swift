// How long a command has been asked to wait, so that a late reply can be told from one that will not come.

extension KVRequest {
    /// The longest time that a blocking command may wait; nil for one that waits for ever.
    var longestWait: Duration? {
        switch name {
        case "blmpop", "bzmpop": seconds(at: 1)
        case "wait", "waitaof": milliseconds(at: words.count - 1)
        case "xread", "xreadgroup":
            words.firstIndex { String(decoding: $0, as: UTF8.self).lowercased() == "block" }
                .flatMap { milliseconds(at: $0 + 1) }
        default: seconds(at: words.count - 1)
        }
    }

    private func number(at index: Int) -> Double? {
        guard words.indices.contains(index),
            let number = Double(String(decoding: words[index], as: UTF8.self))
        else {
            return nil
        }
        // What is no time is refused by the server at once; what is longer than a year is for ever.
        return 0 < number && number < 31_536_000_000 ? number : nil
    }

    private func seconds(at index: Int) -> Duration? { number(at: index).map { .seconds($0) } }

    private func milliseconds(at index: Int) -> Duration? { number(at: index).map { .milliseconds($0) } }
}
