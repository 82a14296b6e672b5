// Strings of JSON as cjson writes them: slashes are escaped, and so are control characters and DEL; what else is
// there goes out as it is, UTF-8 or not.

/// Escapes.
enum JSONText {
    /// Appends a string in quotes.
    static func append(_ bytes: [UInt8], to output: inout [UInt8]) {
        output.reserveCapacity(output.count + bytes.count + 2)
        output.append(UInt8(ascii: "\""))
        for byte in bytes {
            if let letter = letter(of: byte) {
                output.append(UInt8(ascii: "\\"))
                output.append(letter)
            } else if byte < 0x20 || byte == 0x7F {
                appendCode(byte, to: &output)
            } else {
                output.append(byte)
            }
        }
        output.append(UInt8(ascii: "\""))
    }

    /// What stands behind the backslash for a byte that has a short escape.
    private static func letter(of byte: UInt8) -> UInt8? {
        switch byte {
        case 0x08: UInt8(ascii: "b")
        case 0x09: UInt8(ascii: "t")
        case 0x0A: UInt8(ascii: "n")
        case 0x0C: UInt8(ascii: "f")
        case 0x0D: UInt8(ascii: "r")
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): byte
        default: nil
        }
    }

    private static func appendCode(_ byte: UInt8, to output: inout [UInt8]) {
        let digits = Array("0123456789abcdef".utf8)
        output.append(contentsOf: "\\u00".utf8)
        output.append(digits[Int(byte >> 4)])
        output.append(digits[Int(byte & 15)])
    }

    /// The byte that a short escape stands for; nil when there is no such escape.
    static func byte(ofEscape letter: UInt8) -> UInt8? {
        switch letter {
        case UInt8(ascii: "b"): 0x08
        case UInt8(ascii: "t"): 0x09
        case UInt8(ascii: "n"): 0x0A
        case UInt8(ascii: "f"): 0x0C
        case UInt8(ascii: "r"): 0x0D
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): letter
        default: nil
        }
    }

    /// Appends a code point as UTF-8; a code point of cjson is at most 0x10FFFF, and no surrogate.
    static func append(codePoint: UInt32, to output: inout [UInt8]) {
        guard let scalar = Unicode.Scalar(codePoint) else { return }
        output.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    }
}
