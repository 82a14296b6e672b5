// How many bytes Redis would need for the same: its nodes are listpacks, and when one is full (`stream-node-max-bytes`)
// decides what `MAXLEN ~` removes. Clients can see that, so a node of ours ends where Redis's does.
//
// Source: https://github.com/antirez/listpack/blob/master/listpack.md

import RESP

/// The sizes of a listpack and of its elements.
enum ListpackSize {
    /// The header and the end mark.
    static let ofEmpty = 7
    /// No listpack of a stream grows larger.
    static let largest = 1 << 30

    static func of(_ number: Int64) -> Int {
        switch number {
        case 0...127: 2
        case -4096...4095: 3
        case -32_768...32_767: 4
        case -8_388_608...8_388_607: 5
        case -2_147_483_648...2_147_483_647: 6
        default: 10
        }
    }

    /// Text that spells a number is kept as one.
    static func of(_ text: ByteView) -> Int {
        if let number = IntegerText.parse(text) { return of(number) }
        let encoded = text.count + (text.count < 64 ? 1 : text.count < 4096 ? 2 : 5)
        return encoded + sizeOfBackLength(encoded)
    }

    /// The length behind an element, by which it is found from its end.
    private static func sizeOfBackLength(_ length: Int) -> Int {
        switch length {
        case ...127: 1
        case ..<16_383: 2
        case ..<2_097_151: 3
        case ..<268_435_455: 4
        default: 5
        }
    }
}
