// Which commands need a connection of their own, and are therefore not run for a request that ends with its
// answer: they log in, change or watch the connection, or wait on it.
//
// CLIENT SETINFO is let through, because the JavaScript client sends it and expects OK.

import RESP

enum RESTRules {
    /// Whether a command is refused; `second` is its first argument, empty where it has none.
    static func refuses(_ name: ByteView, _ second: ByteView) -> Bool {
        guard name.count >= 4, name.count <= 12 else { return false }
        // Most commands have another first letter than any of these, and are through after one comparison.
        switch ByteView.lowercase(name[0]) {
        case UInt8(ascii: "a"): return name.matches("auth")
        case UInt8(ascii: "b"): return refusesBlocking(name)
        case UInt8(ascii: "c"): return name.matches("client") && !second.matches("setinfo")
        case UInt8(ascii: "d"): return name.matches("discard")
        case UInt8(ascii: "e"): return name.matches("exec")
        case UInt8(ascii: "h"): return name.matches("hello")
        case UInt8(ascii: "m"): return name.matches("multi") || name.matches("monitor")
        case UInt8(ascii: "p"):
            return name.matches("psubscribe") || name.matches("punsubscribe") || name.matches("psync")
        case UInt8(ascii: "q"): return name.matches("quit")
        case UInt8(ascii: "r"): return name.matches("reset") || name.matches("replconf")
        case UInt8(ascii: "s"):
            return name.matches("subscribe") || name.matches("ssubscribe") || name.matches("sunsubscribe")
                || name.matches("sync")
        case UInt8(ascii: "u"): return name.matches("unsubscribe") || name.matches("unwatch")
        case UInt8(ascii: "w"): return name.matches("watch") || name.matches("wait")
        default: return false
        }
    }

    private static func refusesBlocking(_ name: ByteView) -> Bool {
        name.matches("blpop") || name.matches("brpop") || name.matches("brpoplpush") || name.matches("blmove")
            || name.matches("blmpop") || name.matches("bzpopmin") || name.matches("bzpopmax")
            || name.matches("bzmpop")
    }
}
