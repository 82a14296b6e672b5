// Writing RDB: numbers and strings, each in the form that a real server chooses, so that the same value gives the
// same bytes.

import RESP

/// Appends RDB to a buffer.
struct RDBWriter {
    var output: ByteBuffer
    /// `rdbcompression`.
    private let compresses: Bool
    /// Made when the first long string comes.
    private var compressor: LZFCompressor?
    private let packed = ByteBuffer()
    var listpack = ListpackWriter()

    init(to output: ByteBuffer, settings: Settings) {
        self.output = output
        compresses = settings.rdbCompression
    }

    func opcode(_ opcode: RDBOpcode) { output.append(opcode.rawValue) }

    /// Writes a number as lengths are written: in one, two, five or nine bytes.
    func number(_ number: UInt64) {
        switch number {
        case ..<64: output.append(UInt8(number))
        case ..<0x4000: output.append(bigEndian: UInt16(0x4000 | number))
        case ...UInt64(UInt32.max):
            output.append(0x80)
            output.append(bigEndian: UInt32(number))
        default:
            output.append(0x81)
            output.append(bigEndian: number)
        }
    }

    func length(_ length: Int) { number(UInt64(length)) }

    func double(_ value: Double) { output.append(littleEndian: value.bitPattern) }

    // MARK: Strings

    /// Writes a string: as a number when it spells one of 32 bits, packed when that makes it shorter, or as it is.
    ///
    /// - Complexity: O(n) in the bytes.
    mutating func string(_ string: ByteView) {
        if string.count <= RDBFormat.longestInteger, let integer = IntegerText.parse(string),
            writeEncoded(integer)
        {
            return
        }
        if compresses, string.count > RDBFormat.longestPlain, writePacked(string) { return }
        length(string.count)
        output.append(string)
    }

    /// Writes a number as a string.
    mutating func string(_ integer: Int64) {
        if !writeEncoded(integer) { ByteView.withDecimal(of: integer) { self.string($0) } }
    }

    /// Writes a number that has 32 bits at most; false when it has more.
    private func writeEncoded(_ integer: Int64) -> Bool {
        if let small = Int8(exactly: integer) {
            encoding(.int8)
            output.append(littleEndian: small)
        } else if let medium = Int16(exactly: integer) {
            encoding(.int16)
            output.append(littleEndian: medium)
        } else if let large = Int32(exactly: integer) {
            encoding(.int32)
            output.append(littleEndian: large)
        } else {
            return false
        }
        return true
    }

    private func encoding(_ encoding: RDBStringEncoding) { output.append(0xC0 | encoding.rawValue) }

    /// Writes a string packed, if that saves four bytes at least.
    private mutating func writePacked(_ string: ByteView) -> Bool {
        if compressor == nil { compressor = LZFCompressor() }
        packed.removeAll()
        guard compressor?.pack(string, limit: string.count - 4, to: packed) == true else { return false }
        encoding(.lzf)
        length(packed.count)
        length(string.count)
        output.append(packed.view)
        return true
    }
}
