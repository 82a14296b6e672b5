// Text in XML and HTML. Titles and commands of cases may have any character in them, and XML has none at all for most
// control characters, not even escaped: those are told by their number.

/// Text that may stand in markup.
enum MarkupText {
    /// Text for an element or for an attribute in double quotes.
    static func escaped(_ text: some StringProtocol) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            // Unescaped, these would become a space in an attribute, and a return a line feed.
            case "\t", "\n", "\r": result += "&#\(scalar.value);"
            default: result += isAllowed(scalar) ? String(scalar) : number(scalar)
            }
        }
        return result
    }

    /// Whether XML 1.0 has the character. C1 controls are discouraged there and mean others in HTML.
    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x20...0x7E, 0xA0...0xD7FF, 0xE000...0xFFFD: true
        case 0x10000...0x10FFFF: scalar.value & 0xFFFE != 0xFFFE
        default: false
        }
    }

    private static func number(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16)
        return "\\u{\(digits)}"
    }
}
