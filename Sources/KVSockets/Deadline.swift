// Deadlines: how something on the reactor asks to be called at a time. Each server has one, moves it to its
// own next deadline after every batch, and the reactor wakes for the earliest of all. Nothing armed, no
// wake-up: an idle process sleeps.

/// Something that wants to be called at a time.
package protocol DeadlineSource: AnyObject {
    /// The deadline has passed, and is no longer set; `now` is in monotonic nanoseconds.
    func deadlineReached(now: UInt64)
}

/// One time at which its source wants to be called on the reactor's thread.
///
/// Its members belong to the reactor's thread, which is why sending it around is not checked.
package final class Deadline: @unchecked Sendable {
    static let unset = UInt64.max

    private let loop: EventLoop
    private weak var source: (any DeadlineSource)?
    var instant = Deadline.unset
    var position = -1

    /// A deadline that is not set; any thread may create it. The source is not kept alive.
    package convenience init(on reactor: Reactor, for source: any DeadlineSource) {
        self.init(loop: reactor.loop, source: source)
    }

    init(loop: EventLoop, source: any DeadlineSource) {
        self.loop = loop
        self.source = source
    }

    /// When the source will be called, in monotonic nanoseconds (see `Reactor.now`).
    package var time: UInt64? { instant == Deadline.unset ? nil : instant }

    /// Sets, moves or (with nil) drops the deadline. Only on the reactor's thread.
    ///
    /// - Complexity: O(log n) in the deadlines set; O(1) when the time does not change.
    package func set(to time: UInt64?) {
        let instant = time ?? Deadline.unset
        guard instant != self.instant else { return }
        loop.assertOnThread()
        loop.deadlines.remove(self)
        self.instant = instant
        if time != nil { loop.deadlines.insert(self) }
    }

    func reached(now: UInt64) { source?.deadlineReached(now: now) }
}

extension EventLoop {
    /// Calls every source whose deadline has passed.
    func runDeadlines(now: UInt64) {
        for deadline in deadlines.takeDue(now: now) { deadline.reached(now: now) }
    }
}
