// What a script says of itself, in its first line or when it registers a function: whether it writes, and when it may
// run all the same. A script without that line is of the time before; it may do what its commands may.

import RESP

/// The flags of a script or a function.
struct ScriptFlags: OptionSet, Sendable, BitwiseCopyable {
    let rawValue: UInt8

    static let noWrites = ScriptFlags(rawValue: 1)
    static let allowOOM = ScriptFlags(rawValue: 2)
    static let allowStale = ScriptFlags(rawValue: 4)
    static let noCluster = ScriptFlags(rawValue: 8)
    static let allowCrossSlotKeys = ScriptFlags(rawValue: 16)
    /// It has said nothing.
    static let undeclared = ScriptFlags(rawValue: 128)

    /// The flags' names in the order in which FUNCTION LIST prints them.
    static let names: [(ScriptFlags, StaticString)] = [
        (.noWrites, "no-writes"), (.allowOOM, "allow-oom"), (.allowStale, "allow-stale"),
        (.noCluster, "no-cluster"), (.allowCrossSlotKeys, "allow-cross-slot-keys"),
    ]

    /// The flag of a name.
    static func named(_ name: ByteView, ignoringCase: Bool = false) -> ScriptFlags? {
        names.first { ignoringCase ? name.matches($0.1) : name == $0.1 }?.0
    }

    /// A command's flags as they are when it runs such a script.
    func applied(to flags: CommandFlags) -> CommandFlags {
        guard !contains(.undeclared) else { return flags }
        var flags = flags.subtracting([.stale, .denyOOM, .write, .mayReplicate])
        if isDisjoint(with: [.allowOOM, .noWrites]) { flags.insert(.denyOOM) }
        if !contains(.noWrites) { flags.insert(.write) }
        if contains(.allowStale) { flags.insert(.stale) }
        return flags
    }
}

/// A script's first line, if it begins with `#!`.
struct Shebang {
    private(set) var flags: ScriptFlags = .undeclared
    /// The bytes before the end of the line, which are not Lua.
    private(set) var length = 0

    /// - Throws: what is wrong with the line.
    init(of script: ByteView) throws(RedisError) {
        guard script.count >= 2, script[0..<2] == "#!" else { return }
        let line = [UInt8](script.beforeNUL)
        guard let end = line.firstIndex(of: UInt8(ascii: "\n")) else {
            throw RedisError("ERR Invalid script shebang")
        }
        length = end
        guard let words = InlineRequest.words(of: Array(line[0..<end])), let engine = words.first else {
            throw RedisError("ERR Invalid engine in script shebang")
        }
        guard engine == Array("#!lua".utf8) else {
            throw .quoting("ERR Unexpected engine in script shebang: ", engine)
        }
        flags = []
        for word in words.dropFirst() { try read(word) }
    }

    private mutating func read(_ word: [UInt8]) throws(RedisError) {
        let prefix = Array("flags=".utf8)
        guard word.starts(with: prefix) else { throw .quoting("ERR Unknown lua shebang option: ", word) }
        let list = word.dropFirst(prefix.count)
        guard !list.isEmpty else { return }
        for name in list.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
            guard let flag = Array(name).withByteView({ ScriptFlags.named($0) }) else {
                throw .quoting("ERR Unexpected flag in script shebang: ", Array(name))
            }
            flags.insert(flag)
        }
    }
}

extension RedisError {
    /// An error that ends in bytes of a script.
    static func quoting(_ before: String, _ bytes: [UInt8], _ after: String = "") -> RedisError {
        bytes.withByteView { .quoting(before, $0, after, limit: .max) }
    }
}
