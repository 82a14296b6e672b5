// The users of a server, and what was refused to them. A server starts with the default user, who may do everything;
// what is not needed for that is made when it is first asked for.

import RESP

/// Users by name, the log of refusals, and the book that rules are read by.
final class AccessControl {
    private(set) var users: [[UInt8]: User]
    /// Who every connection is before it says otherwise; never removed.
    let defaultUser: User
    let log = ACLLog()
    private let table: CommandTable
    /// Made when a rule is first read: a server without rules starts faster than it could be made.
    private(set) lazy var book = RuleBook(table)
    /// Who comes with a token that is for reading; in no list of users.
    private(set) lazy var reader = AccessControl.makeReader(book)

    init(table: CommandTable) {
        self.table = table
        defaultUser = User(name: Array("default".utf8), .ofDefaultUser)
        users = [defaultUser.name: defaultUser]
    }

    /// The users in the order of their names.
    var usersByName: [User] {
        users.values.sorted { $0.name.lexicographicallyPrecedes($1.name) }
    }

    func user(named name: ByteView) -> User? { users[[UInt8](name)] }

    func add(_ user: User) { users[user.name] = user }

    func remove(_ user: User) {
        precondition(user !== defaultUser, "the default user cannot be removed")
        users[user.name] = nil
    }

    /// Describes rules.
    var text: RuleText { RuleText(book: book) }

    /// Sets the default user's only password; an empty one means that none is needed.
    func setDefaultPassword(_ password: [UInt8]) {
        defaultUser.rules.passwords = []
        defaultUser.rules.needsNoPassword = password.isEmpty
        if !password.isEmpty {
            defaultUser.rules.add(password: password.withByteView { SHA256($0) }.bytes)
        }
    }
}
