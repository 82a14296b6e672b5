// Characters outside ASCII, as RFC 3629 allows them: no surrogate, nothing above U+10FFFF, no longer form than
// needed. What is not one of them counts as one wrong byte, so that each such byte is replaced on its own, as the
// real service does; the Unicode standard would have some neighbours replaced together.

import RESP

/// One character of several bytes.
enum UTF8Sequence {
    /// U+FFFD, which stands for a byte that is no part of a character.
    static var replacement: StaticString { "\u{FFFD}" }

    /// The length of the character at `index`, whose first byte is not ASCII; 0 when it is none.
    static func length(in view: ByteView, at index: Int) -> Int {
        let first = view[index]
        let left = view.count &- index
        guard first >= 0xC2, first <= 0xF4, left >= 2 else { return 0 }
        let second = view[index &+ 1]
        guard second >= lowestSecond(after: first), second <= highestSecond(after: first) else { return 0 }
        if first < 0xE0 { return 2 }
        guard left >= 3, isContinuation(view[index &+ 2]) else { return 0 }
        if first < 0xF0 { return 3 }
        guard left >= 4, isContinuation(view[index &+ 3]) else { return 0 }
        return 4
    }

    private static func isContinuation(_ byte: UInt8) -> Bool { byte & 0xC0 == 0x80 }

    /// Lower ones would spell a character that has a shorter form.
    private static func lowestSecond(after first: UInt8) -> UInt8 {
        switch first {
        case 0xE0: 0xA0
        case 0xF0: 0x90
        default: 0x80
        }
    }

    /// Higher ones would spell a surrogate, or a number above the last character.
    private static func highestSecond(after first: UInt8) -> UInt8 {
        switch first {
        case 0xED: 0x9F
        case 0xF4: 0x8F
        default: 0xBF
        }
    }
}

extension ByteBuffer {
    /// Appends a character in UTF-8, U+FFFD for a surrogate.
    func append(utf8 code: UInt32) {
        let scalar = Unicode.Scalar(code) ?? "\u{FFFD}"
        for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter { append(byte) }
    }
}
