// The path of a target as a command: its segments are the arguments. It is cut at the slashes first and decoded
// afterwards, so that `%2F` is a slash inside an argument.
//
// Slashes at the front are one (the Python client puts a second one there when its URL ends in a slash), and one
// at the end is passed over; between others an empty segment is an empty argument.

import RESP

/// The segments of a path.
package struct RESTPath {
    /// The bytes between the slashes at both ends.
    let raw: ByteView

    init(_ path: ByteView) {
        var (start, end) = (0, path.count)
        while start < end, path[start] == UInt8(ascii: "/") { start &+= 1 }
        if end > start, path[end &- 1] == UInt8(ascii: "/") { end &-= 1 }
        raw = path[start..<end]
    }

    var isEmpty: Bool { raw.isEmpty }

    /// Whether the path is one segment of exactly this text.
    func isOnly(_ text: StaticString) -> Bool { raw == text }

    /// The segment that starts at `index`, and where the next one does.
    func segment(from index: Int) -> (segment: ByteView, next: Int) {
        var end = index
        while end < raw.count, raw[end] != UInt8(ascii: "/") { end &+= 1 }
        return (raw[index..<end], end &+ 1)
    }

    /// The segments from `index` on, decoded.
    func arguments(from index: Int) throws(RESTError) -> [[UInt8]] {
        var (index, arguments) = (index, [[UInt8]]())
        while index <= raw.count {
            let (segment, next) = segment(from: index)
            arguments.append(try PercentText(segment, isQuery: false).bytes)
            index = next
        }
        return arguments
    }
}
