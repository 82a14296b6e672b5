// ACL categories. Most of them follow from a command's flags and its group, so that a header names only the
// rest; COMMAND INFO prints them, COMMAND LIST filters by them, and rules allow them or take them away.

/// An ACL category, in the order in which COMMAND INFO prints them.
package enum Category: String, Sendable, CaseIterable {
    case keyspace, read, write, set, sortedSet = "sortedset", list, hash, string, bitmap, hyperloglog, geo,
        stream, pubsub
    case admin, fast, slow, blocking, dangerous, connection, transaction, scripting

    /// Whether a command whose header names this belongs to it instead of to its group's category.
    fileprivate var replacesThatOfGroup: Bool {
        switch self {
        case .set, .sortedSet, .list, .connection: true
        default: false
        }
    }
}

extension Command {
    /// Every category the command belongs to: by its flags, by its group, and those its header names.
    var allCategories: [Category] {
        let all = Set(categoriesOfFlags + categoriesOfGroup + categories)
        return Category.allCases.filter(all.contains)
    }

    private var categoriesOfFlags: [Category] {
        var implied: [Category] = [flags.contains(.fast) ? .fast : .slow]
        if flags.contains(.write) { implied.append(.write) }
        // A script is not counted as reading, whatever it does.
        if flags.contains(.readonly), docs.group != .scripting { implied.append(.read) }
        if flags.contains(.admin) { implied += [.admin, .dangerous] }
        if flags.contains(.pubsub) { implied.append(.pubsub) }
        if flags.contains(.blocking) { implied.append(.blocking) }
        return implied
    }

    /// None for a container: it does nothing of its own.
    private var categoriesOfGroup: [Category] {
        guard subcommands.isEmpty, !categories.contains(where: \.replacesThatOfGroup) else { return [] }
        return docs.group.category.map { [$0] } ?? []
    }
}

extension Docs.Group {
    fileprivate var category: Category? {
        switch self {
        case .generic: .keyspace
        case .string: .string
        case .list: .list
        case .set: .set
        case .sortedSet: .sortedSet
        case .hash: .hash
        case .stream: .stream
        case .connection: .connection
        case .transactions: .transaction
        case .bitmap: .bitmap
        case .hyperloglog: .hyperloglog
        case .geo: .geo
        case .scripting: .scripting
        // A command of these belongs to a category by its flags, or to none.
        case .server, .pubsub, .cluster: nil
        }
    }
}
