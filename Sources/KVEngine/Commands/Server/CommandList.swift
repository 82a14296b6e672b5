// COMMAND LIST: names, of all commands or of those that a filter lets through.

import RESP

extension Command {
    /// Lists the names of commands and subcommands.
    static let commandList = Command(
        "list", arity: -2, [.loading, .stale], categories: [.connection],
        tips: ["nondeterministic_output_order"],
        docs: Docs(
            .server, since: "7.0.0", "Lists the names of commands, of all or of some.",
            complexity: "O(N) in the number of commands",
            syntax: "[FILTERBY filterby:(MODULE module-name|ACLCAT category|PATTERN pattern)]")
    ) { call throws(RedisError) in
        let table = call.engine.table
        let filter = try CommandFilter(&call)
        let names = table.rows.indices.filter { filter.admits($0, of: table) }.map(table.fullName)
        call.reply.array(names.count)
        for name in names { call.reply.bulk(name) }
    }
}

/// Which commands COMMAND LIST names.
private enum CommandFilter {
    case none
    /// There are no modules.
    case module
    case category(ByteView)
    case pattern(Glob)

    init(_ call: inout Call) throws(RedisError) {
        guard call.remaining > 0 else {
            self = .none
            return
        }
        guard call.remaining == 3, call.accept("filterby") else { throw .syntax }
        let kind = try call.bytes()
        let value = try call.bytes()
        if kind.matchesBeforeNUL("module") {
            self = .module
        } else if kind.matchesBeforeNUL("aclcat") {
            self = .category(value)
        } else if kind.matchesBeforeNUL("pattern") {
            self = .pattern(Glob(value))
        } else {
            throw .syntax
        }
    }

    func admits(_ id: CommandID, of table: CommandTable) -> Bool {
        switch self {
        case .none: true
        case .module: false
        case .category(let word):
            table.command(id).allCategories.contains { category in
                category.rawValue.withByteView { $0.equalsIgnoringCase(word) }
            }
        case .pattern(let glob):
            table.fullName(id).withByteView { glob.matches($0, ignoringCase: true) }
        }
    }
}
