// How long the reactor stays awake when it has nothing to do, before it sleeps in the poller.
//
// Most tests have one client, which sends a command, waits for the reply, and sends the next. Each time the reactor
// goes to sleep in between, and waking it takes longer than all else together: where processors are virtual, 25 of the
// 55 microseconds from a command to its reply. So it looks for more for as long as that has paid lately, as kernels do
// before they halt a processor (Linux: Documentation/virt/guest-halt-polling.rst). The window grows when events come
// soon after falling asleep, and shrinks when they come late: a client that thinks for longer than the window is
// answered from sleep, and costs no more than it did.

/// Decides how long to poll. All times are nanoseconds.
struct AdaptivePolling {
    /// The longest that is polled: a sequential client has asked again by then, in a scripting language too.
    static let longestWindow: UInt64 = 200_000
    /// What polling begins with, and below which it is given up.
    static let shortestWindow: UInt64 = 12_500
    /// Sleeps without a turn of several events between them, which show one client at work and not a crowd.
    static let calmSleeps = 100
    /// A step of polling that took longer than this had to wait for its processor, which somebody else wants too.
    static let unhurriedStep: UInt64 = 1_000_000
    /// For how many times as long polling is given up then, which bounds what is lost to it.
    static let pauseFactor: UInt64 = 64

    /// How long to poll before the next sleep; zero: not at all.
    private(set) var window: UInt64 = 0
    private var calm = 0
    private var resumption: UInt64 = 0

    /// Until when to poll, having begun at `start`: whoever waits for a deadline is due then.
    func end(from start: UInt64, deadline: UInt64?) -> UInt64 { min(start + window, deadline ?? .max) }

    /// A sleep has ended.
    mutating func slept(_ duration: UInt64, until now: UInt64) {
        calm += 1
        if duration > AdaptivePolling.longestWindow {
            window = window / 2 < AdaptivePolling.shortestWindow ? 0 : window / 2
        } else if calm >= AdaptivePolling.calmSleeps, now >= resumption {
            window = min(max(2 * window, AdaptivePolling.shortestWindow), AdaptivePolling.longestWindow)
        }
    }

    /// Several clients had something at once: with so much to do there is something whenever one looks.
    mutating func sawCrowd() {
        window = 0
        calm = 0
    }

    /// A step of polling has ended without events.
    mutating func polled(for duration: UInt64, until now: UInt64) {
        guard duration > AdaptivePolling.unhurriedStep else { return }
        window = 0
        resumption = now + AdaptivePolling.pauseFactor * duration
    }
}
