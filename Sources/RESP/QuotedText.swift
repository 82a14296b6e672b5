// Bytes as a person reads them: text where they are text, escapes where they are not.

package enum QuotedText {
    /// The bytes in double quotes, with what is not printable escaped, as redis-cli prints it.
    package static func of(_ bytes: [UInt8]) -> String {
        guard let text = String(validating: bytes, as: UTF8.self), text.allSatisfy(standsForItself) else {
            return "\"\(bytes.map(escape).joined())\""
        }
        return "\"\(text)\""
    }

    private static func standsForItself(_ character: Character) -> Bool {
        guard let ascii = character.asciiValue else { return !character.isNewline }
        return 32..<127 ~= ascii && character != "\"" && character != "\\"
    }

    private static func escape(_ byte: UInt8) -> String {
        switch byte {
        case UInt8(ascii: "\\"), UInt8(ascii: "\""): "\\\(Character(UnicodeScalar(byte)))"
        case UInt8(ascii: "\n"): "\\n"
        case UInt8(ascii: "\r"): "\\r"
        case UInt8(ascii: "\t"): "\\t"
        case 0x20..<0x7F: String(UnicodeScalar(byte))
        default: "\\x" + hexadecimal(byte >> 4) + hexadecimal(byte & 15)
        }
    }

    private static func hexadecimal(_ digit: UInt8) -> String { String(digit, radix: 16) }
}
