// How much to ask of a server at a time. Everything that is asked for holds up the server's other clients for as long as
// it takes, so that what takes long is asked for in smaller portions. The way there and back holds up nobody, and is taken
// off first: a server that is far away is not a slow one.

/// Keys for each UNLINK: fewer when one has taken long.
struct BatchPace {
    private let largest: Int
    private(set) var size: Int

    /// What other clients can be expected not to notice.
    private static let bearable = Duration.milliseconds(50)

    init(_ largest: Int) {
        self.largest = largest
        size = largest
    }

    mutating func note(_ took: Duration) {
        if took > BatchPace.bearable {
            size = max(size / 2, 1)
        } else if took < BatchPace.bearable / 4 {
            size = min(size * 2, largest)
        }
    }
}

/// The COUNT of each SCAN: more as long as the server answers at once.
struct ScanPace {
    private let first: Int
    private let grows: Bool
    private(set) var count: Int

    private static let quick = Duration.milliseconds(4)
    private static let slow = Duration.milliseconds(12)

    init(_ count: Int, grows: Bool) {
        first = count
        self.count = count
        self.grows = grows
    }

    mutating func note(_ took: Duration) {
        guard grows else { return }
        if took < ScanPace.quick {
            count = min(count + 500, FlushDefaults.largestScanCount)
        } else if took > ScanPace.slow {
            count = max(count / 2, min(first, 1000))
        }
    }
}
