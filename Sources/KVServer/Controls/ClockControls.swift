// HERMETIC CLOCK: the server's clock in a client's hands. Everything that is due on the way has happened, at its own
// instant and in order, before the reply comes; times are Unix milliseconds.

import KVEngine
import RESP

extension TestControls {
    static let clock = [now, advance, advanceTo, next, freeze, resume]

    private static let now = Control("CLOCK NOW", text: "The time.") { call in
        .reply(.integer(call.core.engine.now))
    }

    private static let advance = Control(
        "CLOCK ADVANCE", 1...1, "<duration>",
        text: "Move the clock on, by 60s, 1500ms, 2m, 1h30m or 1d; a bare number is milliseconds."
    ) { call throws(ControlError) in
        guard let duration = DurationText.parse(call.text(0)) else {
            throw ControlError("a duration is written as 60s, 1500ms, 2m, 1h30m or 1d")
        }
        let clock = try call.adjustableClock
        return try call.advance(clock, to: clock.unixMicroseconds.saturatingAdd(duration))
    }

    private static let advanceTo = Control(
        "CLOCK ADVANCE TO", 1...1, "<unix-milliseconds>",
        text: "Move the clock on to an instant; one that is past changes nothing."
    ) { call throws(ControlError) in
        guard let instant = Int64(call.text(0)), 0...AdjustableClock.latest / 1000 ~= instant else {
            throw ControlError("an instant is written in Unix milliseconds, up to the year 9999")
        }
        return try call.advance(try call.adjustableClock, to: instant * 1000)
    }

    private static let next = Control(
        "CLOCK NEXT",
        text: "Move the clock on to when the next thing is due, such as a key's end; null when nothing is."
    ) { call throws(ControlError) in
        _ = try call.adjustableClock
        return try call.later { core in
            guard let next = core.nextDeadline else { return .null }
            core.advance(toMicroseconds: next * 1000)
            return .integer(next)
        }
    }

    private static let freeze = Control("CLOCK FREEZE", text: "Let the clock stand still.") {
        call throws(ControlError) in
        let clock = try call.adjustableClock
        return try call.later { core in
            clock.freeze()
            core.clockChanged()
            return .simple("OK")
        }
    }

    private static let resume = Control(
        "CLOCK RESUME", text: "Let the clock go on by itself, from where it is."
    ) { call throws(ControlError) in
        let clock = try call.adjustableClock
        return try call.later { core in
            clock.resume()
            core.clockChanged()
            return .simple("OK")
        }
    }
}

extension ControlCall {
    fileprivate var adjustableClock: AdjustableClock {
        get throws(ControlError) {
            if case .adjustable(let clock) = core.clock { return clock }
            throw ControlError("the clock of this server follows the system's")
        }
    }

    fileprivate func advance(
        _ clock: AdjustableClock, to target: Int64
    ) throws(ControlError) -> ControlAnswer {
        try later { core in
            core.advance(toMicroseconds: target)
            return .integer(clock.unixMicroseconds / 1000)
        }
    }
}
