// The patterns of SORT's BY and GET: a key's name in which a star stands for the element, perhaps with the
// field of a hash behind an arrow (`weight_*`, `user_*->age`), or `#` for the element itself.

import RESP

/// Where to look something up for an element.
enum SortPattern {
    /// The element itself.
    case element
    /// Nowhere: a name without a star says nothing about an element.
    case nowhere
    /// The string at a key, or the field of the hash there. The name is the element between two texts.
    case key(before: ByteView, after: ByteView, field: ByteView?)

    init(_ pattern: ByteView) {
        guard let star = pattern.firstIndex(of: UInt8(ascii: "*")) else {
            self = pattern == "#" ? .element : .nowhere
            return
        }
        let before = pattern[0..<star]
        let rest = pattern[star + 1..<pattern.count]
        // The first arrow counts, if anything follows it.
        if let arrow = rest.firstArrow, arrow + 2 < rest.count {
            self = .key(before: before, after: rest[0..<arrow], field: rest[arrow + 2..<rest.count])
        } else {
            self = .key(before: before, after: rest, field: nil)
        }
    }

    /// Lends what is found for an element: nil when there is no key or field, or it is of another type.
    ///
    /// The look-up is a read like GET's. `name` is room for the key's name.
    func withText(
        for element: ByteView, _ call: borrowing Call, _ name: ByteBuffer, _ body: (ByteView?) -> Void
    ) {
        switch self {
        case .element: body(element)
        case .nowhere: body(nil)
        case .key(let before, let after, let field):
            name.truncate(to: 0)
            name.append(before)
            name.append(element)
            name.append(after)
            guard let entry = call.lookup(name.view) else { return body(nil) }
            SortPattern.withText(of: entry, field: field, body)
        }
    }

    private static func withText(of entry: Entry, field: ByteView?, _ body: (ByteView?) -> Void) {
        switch (entry.kind, field) {
        case (.string, nil): StringValue(entry: entry).withBytes { body($0) }
        case (.hash, let field?): body(entry.object(as: HashValue.self).value(of: field))
        default: body(nil)
        }
    }
}

extension ByteView {
    /// Where `->` first stands.
    fileprivate var firstArrow: Int? {
        for index in 0..<max(count - 1, 0)
        where self[index] == UInt8(ascii: "-") && self[index + 1] == UInt8(ascii: ">") {
            return index
        }
        return nil
    }
}
