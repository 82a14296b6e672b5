// LMOVE and RPOPLPUSH: an element from an end of a list to an end of another, or of the same.

import RESP

extension Command {
    static let lmove = Command(
        "lmove", arity: 5, [.write, .denyOOM],
        keys: [.at(1, [.rw, .access, .delete]), .at(2, [.rw, .insert])],
        docs: Docs(
            .list, since: "6.2.0", "Moves an element from one list's end to another's and returns it.",
            complexity: "O(1)",
            syntax: "source:key destination:key wherefrom:(LEFT|RIGHT) whereto:(LEFT|RIGHT)")
    ) { call throws(RedisError) in
        let (source, destination) = (try call.key(), try call.key())
        let (from, to) = (try call.listEnd(), try call.listEnd())
        if try !call.moveElement(source, from, to: destination, to) { call.reply.null() }
    }

    static let rpoplpush = Command(
        "rpoplpush", arity: 3, [.write, .denyOOM],
        keys: [.at(1, [.rw, .access, .delete]), .at(2, [.rw, .insert])],
        docs: Docs(
            .list, since: "1.2.0", "Moves a list's last element to the left of another and returns it.",
            complexity: "O(1)",
            status: .deprecated(since: "6.2.0", by: "`LMOVE` from `RIGHT` to `LEFT`"),
            syntax: "source:key destination:key")
    ) { call throws(RedisError) in
        let (source, destination) = (try call.key(), try call.key())
        if try !call.moveElement(source, .right, to: destination, .left) { call.reply.null() }
    }
}

extension Call {
    /// Moves an element and answers with it; false, without an answer, when there is no source.
    ///
    /// Error order: the source's type, then the destination's, which a missing source leaves unlooked at. The reply
    /// stands between the two events.
    func moveElement(
        _ source: ByteView, _ from: ListEnd, to destination: ByteView, _ to: ListEnd
    ) throws(RedisError) -> Bool {
        if source == destination { return try turn(source, from, to) }
        let found: Void? = try change(source, as: ListValue.self) { giver throws(RedisError) in
            try update(destination, as: ListValue.self) { taker in
                giver.pop(at: from) { taker.push($0, at: to) }
                modified(destination, to.pushEvent, .list, changes: 0)
                if let element = taker.element(at: to) { reply.bulk(element) }
            }
            modified(source, from.popEvent, .list)
        }
        return found != nil
    }

    /// Moves an element within a list: one door, for two would both account for the memory that this takes.
    private func turn(_ key: ByteView, _ from: ListEnd, _ to: ListEnd) throws(RedisError) -> Bool {
        let found: Void? = try change(key, as: ListValue.self) { list in
            list.rotate(from: from, to: to)
            modified(key, to.pushEvent, .list, changes: 0)
            if let element = list.element(at: to) { reply.bulk(element) }
            modified(key, from.popEvent, .list)
        }
        return found != nil
    }
}
