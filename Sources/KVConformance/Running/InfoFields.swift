// The texts that INFO and the CLIENT commands answer with, taken apart into fields: much in them is a server's own
// business (ports, memory, process), the rest can be compared. Maps, as HELLO's, are taken apart likewise.

/// The fields of a text.
enum InfoFields {
    /// The fields that are asked for, in the order in which they stand in the text.
    ///
    /// A name may go on with a dot and the name of a field inside the value: `cmdstat_get.calls`.
    static func lines(of reply: WireReply, _ wanted: [String]) -> [String] {
        if case .aggregate(_, let elements) = reply {
            // A list of maps is taken apart map by map.
            guard !elements.isEmpty, elements.allSatisfy({ !$0.elements.isEmpty }) else {
                return lines(of: elements, wanted)
            }
            return ["(\(elements.count) maps)"] + elements.flatMap { lines(of: $0.elements, wanted) }
        }
        guard case .string = reply, !reply.isError else { return WireText.lines(of: reply) }
        return fields(of: text(of: reply)).flatMap { field in
            wanted.compactMap { name in
                if name == field.name { return "\(field.name)=\(field.value)" }
                let part = parts(of: field.value[...]).first { "\(field.name).\($0.name)" == name }
                return part.map { "\(name)=\($0.value)" }
            }
        }
    }

    /// The entries that are asked for, of a map or of an array of keys and values.
    private static func lines(of elements: [WireReply], _ wanted: [String]) -> [String] {
        stride(from: 0, to: elements.count - 1, by: 2).flatMap { index in
            guard wanted.contains(elements[index].text) else { return [String]() }
            return [elements[index].text] + WireText.lines(of: elements[index + 1])
        }
    }

    /// The names of all fields, and headings.
    static func names(in reply: WireReply) -> [String] {
        if case .aggregate(_, let elements) = reply {
            return stride(from: 0, to: elements.count, by: 2).map { elements[$0].text }
        }
        guard case .string = reply, !reply.isError else { return WireText.lines(of: reply) }
        return fields(of: text(of: reply)).map(\.name)
    }

    /// The text, without the format that a verbatim string begins with.
    private static func text(of reply: WireReply) -> String {
        guard case .string(UInt8(ascii: "="), let bytes) = reply else { return reply.text }
        return String(decoding: bytes.dropFirst(4), as: UTF8.self)
    }

    private typealias Field = (name: String, value: String)

    private static func fields(of text: String) -> [Field] {
        text.split(whereSeparator: \.isNewline).flatMap { line -> [Field] in
            if line.hasPrefix("#") { return [(String(line), "")] }
            guard let mark = line.firstIndex(where: { $0 == ":" || $0 == "=" }) else {
                return [(String(line), "")]
            }
            if line[mark] == "=" { return parts(of: line) }
            return [(String(line[..<mark]), String(line[line.index(after: mark)...]))]
        }
    }

    /// `name=value` parts between spaces or commas.
    private static func parts(of text: Substring) -> [Field] {
        text.split { $0 == " " || $0 == "," }.compactMap { part in
            guard let mark = part.firstIndex(of: "=") else { return nil }
            return (String(part[..<mark]), String(part[mark...].dropFirst()))
        }
    }
}
