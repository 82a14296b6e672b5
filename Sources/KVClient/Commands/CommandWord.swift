// What a command can be made of: text, numbers and bytes, without converting each by hand.

/// One word of a command: its name, a key, a value, an option.
public protocol CommandWord: Sendable {
    /// The word as it goes to the server.
    var commandWord: [UInt8] { get }

    /// Appends the bytes of `commandWord`, without an array of their own, to those of the words before it.
    ///
    /// Those stay as they are; a word that takes some of them away traps where it is used. Whoever does not write this
    /// method gets one that asks `commandWord`.
    func appendCommandWord(to bytes: inout [UInt8])
}

extension CommandWord {
    /// Appends `commandWord`.
    public func appendCommandWord(to bytes: inout [UInt8]) { bytes += commandWord }
}

extension String: CommandWord {
    /// Its UTF-8.
    public var commandWord: [UInt8] { Array(utf8) }

    /// Appends its UTF-8.
    public func appendCommandWord(to bytes: inout [UInt8]) { bytes += utf8 }
}

extension Substring: CommandWord {
    /// Its UTF-8.
    public var commandWord: [UInt8] { Array(utf8) }

    /// Appends its UTF-8.
    public func appendCommandWord(to bytes: inout [UInt8]) { bytes += utf8 }
}

extension KVString: CommandWord {
    /// Its bytes.
    public var commandWord: [UInt8] { bytes }
}

extension Int: CommandWord {
    /// Its decimal digits.
    public var commandWord: [UInt8] { Array(String(self).utf8) }

    /// Appends its decimal digits.
    public func appendCommandWord(to bytes: inout [UInt8]) { bytes += String(self).utf8 }
}

extension Int64: CommandWord {
    /// Its decimal digits.
    public var commandWord: [UInt8] { Array(String(self).utf8) }

    /// Appends its decimal digits.
    public func appendCommandWord(to bytes: inout [UInt8]) { bytes += String(self).utf8 }
}

extension Double: CommandWord {
    /// The shortest decimal that reads back as the same number; infinities as `inf` and `-inf`.
    public var commandWord: [UInt8] { Array("\(self)".utf8) }
}

extension [UInt8]: CommandWord {
    /// The bytes themselves.
    public var commandWord: [UInt8] { self }
}
