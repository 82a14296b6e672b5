// What C functions see of a string.

extension LuaString {
    /// The bytes before the first zero byte.
    var cBytes: ArraySlice<UInt8> { bytes.prefix { $0 != 0 } }

    /// The text before the first zero byte.
    var cText: String { String(decoding: cBytes, as: UTF8.self) }
}
