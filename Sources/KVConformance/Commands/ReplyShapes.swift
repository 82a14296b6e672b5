// The types of the parts of COMMAND's and COMMAND DOCS's replies: that flags are a set and not an array is nothing
// that the words in them show, and clients that decode by type depend on it.

/// Collects the types of the parts of replies.
struct ReplyShapes {
    private(set) var all: Set<String> = []

    /// Collects a reply to COMMAND (`COMMAND`) or to COMMAND DOCS (`COMMAND DOCS`).
    mutating func add(_ reply: WireReply, at path: String) {
        all.insert("\(path) \(reply.letter)")
        guard case .aggregate(let type, let elements) = reply else { return }
        if type == UInt8(ascii: "%") {
            for (name, value) in reply.namedElements { add(value, at: ReplyShapes.path(of: name, in: path)) }
        } else {
            for (index, element) in elements.enumerated() {
                add(element, at: ReplyShapes.path(of: path == "header" ? "\(index)" : nil, in: path))
            }
        }
    }

    /// The path of a part; what is in itself, as arguments in arguments, has one path at any depth.
    private static func path(of name: String?, in path: String) -> String {
        switch path {
        case "COMMAND", "header.9": "header"
        case "COMMAND DOCS", "docs.subcommands": "docs"
        case "docs.arguments", "argument.arguments": "argument"
        default: name.map { "\(path).\($0)" } ?? "\(path)[]"
        }
    }
}

extension WireReply {
    /// The byte that its type is told by.
    fileprivate var letter: String {
        switch self {
        case .line(let text): String(decoding: text.prefix(1), as: UTF8.self)
        case .string(let type, _), .aggregate(let type, _): String(UnicodeScalar(type))
        }
    }

    /// The reply as RESP2 has it: no maps, no sets, one null.
    var inRESP2: WireReply {
        switch self {
        case .line(let text): .line(text == Array("_".utf8) ? Array("$-1".utf8) : text)
        case .string: self
        case .aggregate(_, let elements): .aggregate(type: UInt8(ascii: "*"), elements.map(\.inRESP2))
        }
    }
}
