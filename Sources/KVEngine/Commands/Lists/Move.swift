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
        try call.moveElement(source, from, to: destination, to)
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
        try call.moveElement(source, .right, to: destination, .left)
    }
}

extension Call {
    /// Moves an element and answers with it, or with null when there is no source.
    ///
    /// Error order: the source's type, then the destination's, which a missing source leaves unlooked at.
    fileprivate func moveElement(
        _ source: ByteView, _ from: ListEnd, to destination: ByteView, _ to: ListEnd
    ) throws(RedisError) {
        let found: Void? =
            if source == destination {
                // One door for one list: two would both account for the memory that turning it takes.
                try change(source, as: ListValue.self) { list in
                    if let element = list.element(at: from) { reply.bulk(element) }
                    list.rotate(from: from, to: to)
                    modified(destination, to.pushEvent, .list, changes: 0)
                    modified(source, from.popEvent, .list)
                }
            } else {
                try change(source, as: ListValue.self) { giver throws(RedisError) in
                    try update(destination, as: ListValue.self) { taker in
                        giver.pop(at: from) { element in
                            reply.bulk(element)
                            taker.push(element, at: to)
                        }
                        modified(destination, to.pushEvent, .list, changes: 0)
                    }
                    modified(source, from.popEvent, .list)
                }
            }
        if found == nil { reply.null() }
    }
}
