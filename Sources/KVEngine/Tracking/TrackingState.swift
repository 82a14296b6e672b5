// What a client has asked for with CLIENT TRACKING and CLIENT CACHING.

/// One client's part in client-side caching.
struct TrackingState {
    struct Modes: OptionSet, BitwiseCopyable {
        let rawValue: UInt8

        static let on = Modes(rawValue: 1)
        /// It hears of all keys under its prefixes, whether it has read them or not.
        static let broadcast = Modes(rawValue: 2)
        /// Only what follows CLIENT CACHING YES is tracked.
        static let optIn = Modes(rawValue: 4)
        /// What follows CLIENT CACHING NO is not tracked.
        static let optOut = Modes(rawValue: 8)
        /// It does not hear of its own changes.
        static let noLoop = Modes(rawValue: 16)
        /// CLIENT CACHING was given for the next command or transaction.
        static let caching = Modes(rawValue: 32)
        /// A message could not be redirected: its receiver has gone.
        static let brokenRedirect = Modes(rawValue: 64)
    }

    var modes: Modes = []
    /// The client that the messages go to; 0 for the client itself. It outlives the tracking.
    var redirect: UInt64 = 0
    var prefixes: Set<[UInt8]> = []
    /// What the running command of the client itself has made invalid; nil stands for every key. It is told after
    /// the command's reply, so that no message stands within one.
    var ownInvalidations: [[UInt8]?] = []

    var isOn: Bool { modes.contains(.on) }

    /// What CLIENT LIST and CLIENT GETREDIR tell: -1 without tracking.
    var toldRedirect: Int64 { isOn ? Int64(bitPattern: redirect) : -1 }

    /// Whether the keys of a read command are to be noted.
    var notesReads: Bool {
        guard isOn, !modes.contains(.broadcast) else { return false }
        if modes.contains(.optIn) { return modes.contains(.caching) }
        return !modes.contains(.optOut) || !modes.contains(.caching)
    }
}

extension Set<[UInt8]> {
    /// The elements by their bytes.
    var inOrder: [[UInt8]] { sorted { $0.lexicographicallyPrecedes($1) } }
}
