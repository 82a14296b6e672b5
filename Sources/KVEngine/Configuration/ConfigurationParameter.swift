// One parameter of CONFIG: its names, how its text is read, and where its value is. Those that change what
// this server does point into `Settings`; the others are kept and told as Redis would, and change nothing.

import RESP

/// A parameter that CONFIG GET and CONFIG SET know.
struct ConfigurationParameter: Sendable {
    /// Whether CONFIG SET may change it.
    enum Access: Sendable {
        case open
        /// Fixed at the start.
        case immutable
        /// Fixed here, though not in Redis: it may be set to what it is.
        case unchanging
        /// Fixed unless `enable-protected-configs` is on, which it never is here.
        case protected
    }

    /// Where the value is.
    enum Place: Sendable {
        /// Kept as text, without effect; the default.
        case kept(StaticString)
        case integer(IntegerPath)
        case flag(FlagPath)
        case custom(
            read: @Sendable (Engine) -> [UInt8], write: @Sendable (Engine, ConfigurationValue) -> Void)
        /// Outside of the engine, where a change may fail; then nothing has changed.
        case applied(read: @Sendable (Engine) -> [UInt8], apply: Application)
    }

    typealias Application = @Sendable (Engine, ConfigurationValue) throws(ConfigurationRefusal) -> Void

    typealias IntegerPath = any ReferenceWritableKeyPath<Settings, Int> & Sendable
    typealias FlagPath = any ReferenceWritableKeyPath<Settings, Bool> & Sendable

    let name: StaticString
    /// A second, older name, which CONFIG treats as a parameter of its own.
    let alias: StaticString?
    let access: Access
    let rule: ConfigurationRule
    let place: Place
    /// Whether only its whole name finds it, no pattern.
    private(set) var isHidden = false

    init(
        _ name: StaticString, alias: StaticString? = nil, access: Access = .open,
        _ rule: ConfigurationRule, _ place: Place
    ) {
        self.name = name
        self.alias = alias
        self.access = access
        self.rule = rule
        self.place = place
    }

    /// The same, for those who know its name.
    var hidden: ConfigurationParameter {
        var copy = self
        copy.isHidden = true
        return copy
    }

    /// The value as CONFIG GET tells it.
    func text(in engine: Engine) -> [UInt8] {
        switch place {
        case .kept(let initial): engine.settings.kept["\(name)"] ?? [UInt8](ByteView(initial))
        case .integer(let path): Array(String(engine.settings[keyPath: path]).utf8)
        case .flag(let path): Array((engine.settings[keyPath: path] ? "yes" : "no").utf8)
        case .custom(let read, _), .applied(let read, _): read(engine)
        }
    }

    /// Applies a value that may turn out to be impossible.
    func apply(_ value: ConfigurationValue, in engine: Engine) throws(ConfigurationRefusal) {
        if case .applied(_, let apply) = place { try apply(engine, value) }
    }

    /// Sets a value that has been applied where it has to be.
    func set(_ value: ConfigurationValue, in engine: Engine) {
        switch place {
        case .kept: engine.settings.kept["\(name)"] = value.text
        case .integer(let path): engine.settings[keyPath: path] = Int(value.number)
        case .flag(let path): engine.settings[keyPath: path] = value.number != 0
        case .custom(_, let write): write(engine, value)
        case .applied: break
        }
    }
}

// MARK: - Rows

extension ConfigurationParameter {
    static func flag(_ name: StaticString, alias: StaticString? = nil, _ initial: StaticString) -> Self {
        Self(name, alias: alias, .flag, .kept(initial))
    }

    static func flag(_ name: StaticString, alias: StaticString? = nil, _ path: FlagPath) -> Self {
        Self(name, alias: alias, .flag, .flag(path))
    }

    static func integer(
        _ name: StaticString, alias: StaticString? = nil, _ range: ClosedRange<Int64>,
        _ initial: StaticString
    ) -> Self {
        Self(name, alias: alias, .integer(range), .kept(initial))
    }

    static func integer(
        _ name: StaticString, alias: StaticString? = nil, _ range: ClosedRange<Int64>, _ path: IntegerPath
    ) -> Self {
        Self(name, alias: alias, .integer(range), .integer(path))
    }

    static func memory(
        _ name: StaticString, from least: UInt64 = 0, _ initial: StaticString
    ) -> Self {
        Self(name, .memory(least...UInt64(Int64.max)), .kept(initial))
    }

    static func memory(
        _ name: StaticString, alias: StaticString? = nil, from least: UInt64 = 0, _ path: IntegerPath
    ) -> Self {
        Self(name, alias: alias, .memory(least...UInt64(Int64.max)), .integer(path))
    }

    static func word(_ name: StaticString, _ words: [String], _ initial: StaticString) -> Self {
        Self(name, .word(words), .kept(initial))
    }

    static func text(_ name: StaticString, alias: StaticString? = nil, _ initial: StaticString = "") -> Self {
        Self(name, alias: alias, .text, .kept(initial))
    }

    /// A parameter that is fixed here.
    static func fixed(
        _ name: StaticString, alias: StaticString? = nil, _ initial: StaticString = ""
    ) -> Self {
        Self(name, alias: alias, access: .immutable, .text, .kept(initial))
    }

    /// A parameter that tells something of the engine and is fixed here.
    static func told(
        _ name: StaticString, access: Access = .immutable, _ read: @escaping @Sendable (Engine) -> String
    ) -> Self {
        Self(name, access: access, .text, .custom(read: { Array(read($0).utf8) }, write: { _, _ in }))
    }
}

extension ClosedRange<Int64> {
    /// Whole numbers of a C `int`, from `least` on.
    static func int32(from least: Int64 = 0) -> Self { least...Int64(Int32.max) }

    /// 64-bit numbers from `least` on.
    static func int64(from least: Int64 = 0) -> Self { least...Int64.max }

    static var port: Self { 0...65_535 }
}
