// The words of the language.

/// A token; its text is how error messages spell it.
enum Token: Equatable {
    case and, `break`, `do`, `else`, elseif, end, `false`, `for`, function, `if`, `in`, local, `nil`, not, or
    case `repeat`, `return`, then, `true`, until, `while`
    case concat, dots, equal, greaterEqual, lessEqual, notEqual
    case number, name, string, endOfFile
    /// A sign of one byte.
    case sign(UInt8)

    /// The token with a one-byte sign; for use in patterns of the parser.
    static func char(_ character: Unicode.Scalar) -> Token {
        .sign(UInt8(truncatingIfNeeded: character.value))
    }

    static let words: [[UInt8]: Token] = {
        let words: [Token] = [
            .and, .break, .do, .else, .elseif, .end, .false, .for, .function, .if, .in, .local, .nil, .not,
            .or, .repeat, .return, .then, .true, .until, .while,
        ]
        return Dictionary(uniqueKeysWithValues: words.map { (Array($0.text.utf8), $0) })
    }()

    var text: String {
        switch self {
        case .concat: ".."
        case .dots: "..."
        case .equal: "=="
        case .greaterEqual: ">="
        case .lessEqual: "<="
        case .notEqual: "~="
        case .number: "<number>"
        case .name: "<name>"
        case .string: "<string>"
        case .endOfFile: "<eof>"
        case .sign(let byte):
            byte < 32 || byte == 127 ? "char(\(byte))" : String(decoding: [byte], as: UTF8.self)
        default: "\(self)"
        }
    }

    /// Whether a block ends before it.
    var endsBlock: Bool {
        switch self {
        case .else, .elseif, .end, .until, .endOfFile: true
        default: false
        }
    }
}
