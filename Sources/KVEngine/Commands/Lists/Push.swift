// LPUSH, RPUSH, LPUSHX and RPUSHX: elements onto an end of a list, one by one, so that the last argument of
// LPUSH ends up leftmost.

import RESP

extension Command {
    static let lpush = Command(
        "lpush", arity: -3, [.write, .denyOOM, .fast], keys: .first([.rw, .insert]),
        docs: pushDocs(
            "1.0.0", several: "2.4.0", "Adds elements at the left of a list, which is created when missing.")
    ) { call throws(RedisError) in try push(&call, at: .left) }

    static let rpush = Command(
        "rpush", arity: -3, [.write, .denyOOM, .fast], keys: .first([.rw, .insert]),
        docs: pushDocs(
            "1.0.0", several: "2.4.0", "Adds elements at the right of a list, which is created when missing.")
    ) { call throws(RedisError) in try push(&call, at: .right) }

    static let lpushx = Command(
        "lpushx", arity: -3, [.write, .denyOOM, .fast], keys: .first([.rw, .insert]),
        docs: pushDocs("2.2.0", several: "4.0.0", "Adds elements at the left of a list that exists.")
    ) { call throws(RedisError) in try pushToExisting(&call, at: .left) }

    static let rpushx = Command(
        "rpushx", arity: -3, [.write, .denyOOM, .fast], keys: .first([.rw, .insert]),
        docs: pushDocs("2.2.0", several: "4.0.0", "Adds elements at the right of a list that exists.")
    ) { call throws(RedisError) in try pushToExisting(&call, at: .right) }

    private static func pushDocs(
        _ since: StaticString, several: StaticString, _ summary: StaticString
    ) -> Docs {
        Docs(
            .list, since: since, summary,
            complexity: "O(N) in the number of elements given, O(1) for each",
            history: [several: "Several elements in one request."],
            syntax: "key element...")
    }

    private static func push(_ call: inout Call, at end: ListEnd) throws(RedisError) {
        let key = try call.key()
        let length = try call.update(key, as: ListValue.self) { list in
            call.pushElements(onto: list, at: end, key)
        }
        call.reply.integer(length)
    }

    private static func pushToExisting(_ call: inout Call, at end: ListEnd) throws(RedisError) {
        let key = try call.key()
        let length = try call.change(key, as: ListValue.self) { list in
            call.pushElements(onto: list, at: end, key)
        }
        call.reply.integer(length ?? 0)
    }
}

extension Call {
    /// Pushes the arguments not yet read; returns the length the list has then.
    fileprivate func pushElements(onto list: ListValue, at end: ListEnd, _ key: ByteView) -> Int {
        for index in next..<argumentCount { list.push(argument(index), at: end) }
        modified(key, end.pushEvent, .list, changes: remaining)
        return list.count
    }
}
