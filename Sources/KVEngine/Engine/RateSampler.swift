// The "instantaneous" figures of INFO: how much a counter grew over about the last second and a half. Samples
// are taken when the engine is told the time, so that they depend on nothing but the calls and the clock.

/// The last samples of the counters that INFO gives rates of.
final class RateSampler {
    struct Sample {
        /// Unix milliseconds.
        var time: Int64
        var commands: Int
        var input: Int
        var output: Int
    }

    /// Milliseconds between samples, at least.
    static let interval: Int64 = 100
    /// Milliseconds that a rate looks back.
    static let window: Int64 = 1600

    private var samples: [Sample] = []

    func add(_ sample: Sample) {
        samples.append(sample)
        let oldest = sample.time - RateSampler.window
        let stale = samples.dropLast().prefix { $0.time < oldest }.count
        samples.removeFirst(stale)
    }

    func removeAll() { samples = [] }

    /// The growth of a counter per second, from the oldest sample in the window until `latest`.
    func rate(of counter: KeyPath<Sample, Int>, until latest: Sample) -> Double {
        let oldest = latest.time - RateSampler.window
        guard let base = samples.first(where: { $0.time >= oldest }) ?? samples.last else { return 0 }
        let elapsed = latest.time - base.time
        guard elapsed > 0 else { return 0 }
        return Double(latest[keyPath: counter] - base[keyPath: counter]) * 1000 / Double(elapsed)
    }
}

extension Engine {
    /// The counters that INFO gives rates of, as they are.
    var presentSample: RateSampler.Sample {
        RateSampler.Sample(
            time: now, commands: counters.value.commandsProcessed, input: counters.value.netInputBytes,
            output: counters.value.netOutputBytes)
    }

    /// Notes the counters, and the memory in use when it is more than ever.
    func sample() {
        rates.add(presentSample)
        peakMemory = max(peakMemory, usedMemory)
        state.value.nextSample = now + RateSampler.interval
    }
}
