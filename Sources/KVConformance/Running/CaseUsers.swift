// The users that a case makes or changes with ACL SETUSER. They would still be there in the next case, on a server that
// runs many, and a default user who may do nothing would be the end of all of them.

import KVEngine

/// Notes what a case does to users, and takes it back. A case that forbids ACL to the default user has to allow it again.
struct CaseUsers {
    private var names: Set<[UInt8]> = []
    /// Opened before the first change: later the server may let nobody in.
    private var control: WireConnection?

    /// Looks at a command before it is sent.
    mutating func note(_ arguments: [[UInt8]], of server: any ServerUnderTest) throws(ServerError) {
        let words = arguments.prefix(2).map { String(decoding: $0, as: UTF8.self).lowercased() }
        guard words.first == "acl", arguments.count > 1 else { return }
        if control == nil { control = try server.connect() }
        if words[1] == "setuser", arguments.count > 2 { names.insert(arguments[2]) }
    }

    /// Leaves the default user alone, as it was at the start, and no refusals in the log.
    func restore() {
        guard let control else { return }
        let defaultName = Array("default".utf8)
        // Not `reset`, which leaves a flag that was not there before.
        if names.contains(defaultName) { send("ACL SETUSER default on nopass clearselectors ~* &* +@all") }
        for name in names where name != defaultName {
            _ = control.call([Array("ACL".utf8), Array("DELUSER".utf8), name])
        }
        send("ACL LOG RESET")
        control.close()
    }

    private func send(_ line: String) {
        _ = control?.call(line.split(separator: " ").map { Array($0.utf8) })
    }
}
