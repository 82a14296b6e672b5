// How a chunk is called in error texts: "@file" and "=name" are names, anything else is the source itself, of
// which the beginning of the first line is shown.

/// The name of a chunk as it is shown.
enum ChunkName {
    /// As many bytes as Lua's own buffer has room for.
    static func display(_ name: [UInt8], room: Int = 60) -> [UInt8] {
        let name = Array(name.prefix { $0 != 0 })
        switch name.first {
        case UInt8(ascii: "="): return Array(name.dropFirst().prefix(room - 1))
        case UInt8(ascii: "@"):
            let file = name.dropFirst()
            let most = room - 8
            return file.count > most ? Array("...".utf8) + file.suffix(most) : Array(file)
        default:
            let line = name.prefix { $0 != 10 && $0 != 13 }
            let shown = line.prefix(room - 17)
            let rest = shown.count < name.count ? "..." : ""
            return Array("[string \"".utf8) + shown + Array("\(rest)\"]".utf8)
        }
    }
}
