// What happened to a key, for WATCH, client-side caching and keyspace notifications: one kind of event for all
// three, so that a command reports once what it did.

import RESP

/// The class of a keyspace event, by its letter in `notify-keyspace-events`.
enum EventClass: UInt8, Sendable {
    case generic = 0x67  // g
    case string = 0x24  // $
    case list = 0x6C  // l
    case set = 0x73  // s
    case hash = 0x68  // h
    case sortedSet = 0x7A  // z
    case stream = 0x74  // t
    case expired = 0x78  // x
    case evicted = 0x65  // e
    case new = 0x6E  // n
    /// A key was looked for in vain.
    case miss = 0x6D  // m
}

/// One thing that happened to one key.
struct KeyEvent {
    /// The name that keyspace notifications use: `del`, `rename_from`.
    let name: StaticString
    let eventClass: EventClass
    let key: [UInt8]
    let database: Int
}
