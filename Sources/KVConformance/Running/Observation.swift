// What came back, as lines that can be compared: what a mark says does not count is taken out here, on both sides
// alike, so that everything after this compares plain text.

/// The lines that stand for what came.
package enum Observation {
    package static func lines(_ arrival: WireConnection.Arrival, _ mark: Step.Mark) -> [String] {
        switch arrival {
        case .reply(let reply): lines(of: reply, mark)
        case .closed: ["(closed)"]
        case .nothing: ["(nothing)"]
        case .broken(let reason): ["(broken: \(reason))"]
        }
    }

    /// A reply as lines, as its mark says.
    package static func lines(of reply: WireReply, _ mark: Step.Mark) -> [String] {
        switch mark {
        case .exact, .approximate, .scan: WireText.lines(of: reply)
        case .unordered: sorted(reply, by: 1)
        case .pairs: sorted(reply, by: 2)
        case .shape, .keep: shape(of: reply)
        case .type: [type(of: reply)]
        case .any: ["(a reply)"]
        case .fields(let names): InfoFields.lines(of: reply, names)
        case .names: InfoFields.names(in: reply)
        }
    }

    /// The elements in groups, the groups in the order of their text. The entries of a map are always pairs.
    private static func sorted(_ reply: WireReply, by size: Int) -> [String] {
        guard case .aggregate(let type, let elements) = reply else { return WireText.lines(of: reply) }
        let size = type == UInt8(ascii: "%") ? 2 : size
        return WireText.aggregate(type, groups(elements, of: size))
    }

    /// The lines of elements, in groups of a size, the groups in the order of their text.
    static func groups(_ elements: [WireReply], of size: Int) -> [[String]] {
        let lines = elements.map(WireText.lines(of:))
        let groups = stride(from: 0, to: lines.count, by: size).map { start in
            Array(lines[start..<min(start + size, lines.count)])
        }
        return groups.sorted { $0.joined().lexicographicallyPrecedes($1.joined()) }.flatMap { $0 }
    }

    private static func shape(of reply: WireReply) -> [String] {
        guard case .aggregate(let type, let elements) = reply else { return [self.type(of: reply)] }
        return WireText.aggregate(type, elements.map(shape(of:)))
    }

    /// An error is told whole even where only types are compared: it is never what was meant.
    private static func type(of reply: WireReply) -> String {
        if reply.isError { return WireText.lines(of: reply)[0] }
        switch reply {
        case .line(let text) where text.first == UInt8(ascii: ":"): return "(integer)"
        case .line(let text) where text.first == UInt8(ascii: ","): return "(double)"
        case .line(let text) where text.first == UInt8(ascii: "+"): return "(simple string)"
        case .line: return WireText.lines(of: reply)[0]
        case .string(let type, _): return type == UInt8(ascii: "=") ? "(verbatim string)" : "(bulk string)"
        case .aggregate(let type, _):
            switch type {
            case UInt8(ascii: "%"): return "(map)"
            case UInt8(ascii: "~"): return "(set)"
            case UInt8(ascii: ">"): return "(push)"
            default: return "(array)"
            }
        }
    }
}

/// An iteration with SCAN, SSCAN, HSCAN or ZSCAN, from its start to its end.
///
/// Where the cursors are and how often an element comes are the server's own business; that every element comes is
/// what it promises.
enum Iteration {
    /// More steps than any iteration of a script takes.
    private static let mostSteps = 100_000

    static func lines(_ arguments: [[UInt8]], on connection: WireConnection) -> [String] {
        let command = String(decoding: arguments[0], as: UTF8.self).lowercased()
        let cursorIndex = command == "scan" ? 1 : 2
        var (arguments, found) = (arguments, Set<[String]>())
        for _ in 0..<mostSteps {
            connection.send(arguments)
            let arrival = connection.read()
            guard case .reply(let reply) = arrival, reply.elements.count == 2, arguments.count > cursorIndex
            else { return Observation.lines(arrival, .exact) }
            found.formUnion(groups(reply.elements[1].elements, command == "hscan" || command == "zscan"))
            arguments[cursorIndex] = reply.elements[0].bytes
            if reply.elements[0].text == "0" { return listing(found) }
        }
        return ["(an iteration without end)"]
    }

    private static func groups(_ elements: [WireReply], _ arePairs: Bool) -> [[String]] {
        let lines = elements.map { WireText.lines(of: $0).joined() }
        guard arePairs else { return lines.map { [$0] } }
        return stride(from: 0, to: lines.count - 1, by: 2).map { [lines[$0], lines[$0 + 1]] }
    }

    private static func listing(_ found: Set<[String]>) -> [String] {
        let sorted = found.sorted { $0.lexicographicallyPrecedes($1) }
        return WireText.aggregate(UInt8(ascii: "*"), sorted.flatMap { $0.map { [$0] } })
    }
}
