// The numbers of the RDB format, version 10, as Redis 7.0 writes it.
//
// Source: https://rdb.fnordig.de/file_format.html

import RESP

/// The constants of the format.
enum RDBFormat {
    /// The version that is written; payloads of later ones are refused.
    static let version = 10

    /// What a file begins with, before its version in four digits.
    static let magic: StaticString = "REDIS"

    /// Strings up to this length are never compressed: nothing would be won.
    static let longestPlain = 20

    /// The longest text that may be a number of 32 bits.
    static let longestInteger = 11
}

/// What a value is written as: the byte in front of it.
enum RDBType: UInt8 {
    case string = 0
    /// Elements one by one, before Redis 3.2.
    case list = 1
    case set = 2
    /// Scores as text, before Redis 4.
    case sortedSet = 3
    case hash = 4
    /// Scores as doubles.
    case sortedSet2 = 5
    /// Before Redis 2.6.
    case hashZipmap = 9
    case listZiplist = 10
    case setIntset = 11
    case sortedSetZiplist = 12
    case hashZiplist = 13
    /// Ziplists, before Redis 7.
    case listQuicklist = 14
    /// Before Redis 7, which remembers more of a stream.
    case stream = 15
    case hashListpack = 16
    case sortedSetListpack = 17
    case listQuicklist2 = 18
    case stream2 = 19
}

/// A byte in the place of a type, that says what follows instead.
enum RDBOpcode: UInt8 {
    /// A function library.
    case function2 = 245
    /// Data of a module.
    case moduleAux = 247
    /// The seconds since the next key was used.
    case idle = 248
    /// How often the next key was used.
    case frequency = 249
    /// Something to know about the file: a name and a value.
    case auxiliary = 250
    /// The numbers of keys of a database.
    case resizeDatabase = 251
    /// The next key's deadline in milliseconds.
    case expireMilliseconds = 252
    /// The next key's deadline in seconds.
    case expire = 253
    case selectDatabase = 254
    case end = 255
}

/// How a string is written that is not its length and its bytes.
enum RDBStringEncoding: UInt8 {
    case int8 = 0
    case int16 = 1
    case int32 = 2
    case lzf = 3
}

/// How the nodes of a list are written.
enum RDBListNode {
    /// One element by itself.
    static let plain = 1
    /// A listpack.
    static let packed = 2
    /// Elements from this size on are nodes by themselves.
    static let plainSize = 1 << 30
}

extension ByteBuffer {
    /// Appends a number's bytes, the lowest first.
    func append(littleEndian value: some FixedWidthInteger) {
        for byte in 0..<value.bitWidth / 8 { append(UInt8(truncatingIfNeeded: value >> (8 * byte))) }
    }

    /// Lends the bytes held, while nothing else may hold the buffer.
    func withView<R>(_ body: (ByteView) -> R) -> R { withExtendedLifetime(self) { body(view) } }

    /// Appends a number's bytes, the highest first.
    func append(bigEndian value: some FixedWidthInteger) { append(littleEndian: value.byteSwapped) }
}
