// ACL CAT: the categories of commands, and the commands of one.

import RESP

extension Command {
    /// Lists the categories, or the commands that belong to one.
    static let aclCat = Command(
        "cat", arity: -2, [.noscript, .loading, .stale],
        docs: Docs(
            .server, since: "6.0.0", "Lists the categories, or the commands of one.",
            complexity: "O(1), for their number is fixed", syntax: "[categoryname]")
    ) { call throws(RedisError) in
        guard call.remaining <= 1 else { throw .subcommandSyntax(call.argument(1), of: "ACL") }
        guard call.remaining == 1 else {
            call.reply.array(Category.allCases.count)
            for category in Category.allCases { call.reply.bulk(category.rawValue) }
            return
        }
        let name = try call.bytes()
        guard let category = Category(name.beforeNUL) else {
            throw .quoting("ERR Unknown category '", name, "'")
        }
        let table = call.engine.table
        let members = table.rows.indices.filter { table.command($0).allCategories.contains(category) }
        call.reply.array(members.count)
        for id in members { call.reply.bulk(table.fullName(id)) }
    }
}
