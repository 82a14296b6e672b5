// The values of a reply that hold no others, from the text of their line or of their string.

enum ReplyScalar {
    /// Refuses a byte that starts no reply, at once rather than at the end of its line.
    static func checkType(_ type: UInt8) throws(ReplyFailure) {
        switch type {
        case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: ":"), UInt8(ascii: "$"), UInt8(ascii: "*"),
            UInt8(ascii: "_"), UInt8(ascii: ","), UInt8(ascii: "#"), UInt8(ascii: "("), UInt8(ascii: "="),
            UInt8(ascii: "!"), UInt8(ascii: "%"), UInt8(ascii: "~"), UInt8(ascii: ">"), UInt8(ascii: "|"):
            return
        case UInt8(ascii: ";"), UInt8(ascii: "."): throw .streamedType(type)
        default: throw .unknownType(type)
        }
    }

    /// Reads a value that is all on its line.
    static func value(_ type: UInt8, _ line: ByteView) throws(ReplyFailure) -> RESPValue {
        let value: RESPValue? =
            switch type {
            case UInt8(ascii: "+"): .simple(String(line))
            case UInt8(ascii: "-"): .error(String(line))
            case UInt8(ascii: ":"): IntegerText.parse(withoutPlus(line)).map { .integer($0) }
            case UInt8(ascii: "_"): line.isEmpty ? .null : nil
            case UInt8(ascii: "#"): line == "t" ? .boolean(true) : line == "f" ? .boolean(false) : nil
            case UInt8(ascii: ","): double(line).map { .double($0) }
            case UInt8(ascii: "("): isInteger(line) ? .bigNumber(String(line)) : nil
            default: nil
            }
        guard let value else { throw .invalidScalar(type: type) }
        return value
    }

    /// Makes a value of the bytes of a string.
    static func text(_ type: UInt8, _ bytes: ByteView) throws(ReplyFailure) -> RESPValue {
        switch type {
        case UInt8(ascii: "!"): return .blobError(String(bytes))
        case UInt8(ascii: "="):
            guard bytes.count >= 4, bytes[3] == UInt8(ascii: ":") else { throw .invalidScalar(type: type) }
            return .verbatim(format: String(bytes[0..<3]), Array(bytes[4..<bytes.count]))
        default: return .bulk(Array(bytes))
        }
    }

    /// The protocol allows a plus before an integer, though no Redis sends one.
    private static func withoutPlus(_ line: ByteView) -> ByteView {
        guard line.count > 1, line[0] == UInt8(ascii: "+"), line[1] != UInt8(ascii: "-") else { return line }
        return line[1..<line.count]
    }

    private static func isInteger(_ line: ByteView) -> Bool {
        let start = line.count > 0 && isSign(line[0]) ? 1 : 0
        return start < line.count && digits(line, from: start) == line.count
    }

    /// Reads `inf`, `nan`, or digits with an optional fraction and exponent; nothing else that `Double`
    /// itself would take, such as hexadecimal.
    private static func double(_ line: ByteView) -> Double? {
        if line == "inf" || line == "+inf" { return .infinity }
        if line == "-inf" { return -.infinity }
        if line == "nan" || line == "-nan" { return .nan }
        return isDecimal(line) ? Double(String(line)) : nil
    }

    private static func isDecimal(_ line: ByteView) -> Bool {
        var index = line.count > 0 && isSign(line[0]) ? 1 : 0
        let whole = digits(line, from: index)
        guard whole > index else { return false }
        index = whole
        if index < line.count, line[index] == UInt8(ascii: ".") {
            let fraction = digits(line, from: index + 1)
            guard fraction > index + 1 else { return false }
            index = fraction
        }
        guard index < line.count else { return true }
        guard line[index] | 0x20 == UInt8(ascii: "e") else { return false }
        return isInteger(line[index + 1..<line.count])
    }

    private static func isSign(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+")
    }

    /// Where the run of digits at `start` ends.
    private static func digits(_ line: ByteView, from start: Int) -> Int {
        var index = start
        while index < line.count, line[index] &- 48 <= 9 { index += 1 }
        return index
    }
}
