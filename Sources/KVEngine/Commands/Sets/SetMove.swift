// SMOVE: a member from one set to another, in one step.

import RESP

extension Command {
    /// A missing source ends it before the destination's type is looked at.
    static let smove = Command(
        "smove", arity: 4, [.write, .fast],
        keys: [.at(1, [.rw, .access, .delete]), .at(2, [.rw, .insert])],
        docs: Docs(
            .set, since: "1.0.0", "Moves a member from one set to another.", complexity: "O(1)",
            syntax: "source:key destination:key member")
    ) { call throws(RedisError) in
        let (source, destination) = (try call.key(), try call.key())
        let member = try call.bytes()
        guard let from = call.lookupForWriting(source) else { return call.reply.integer(0) }
        let to = call.lookupForWriting(destination)
        guard from.kind == .set, to?.kind ?? .set == .set else { throw .wrongType }
        if from == to {
            call.reply.integer(from.object(as: SetValue.self).contains(member) ? 1 : 0)
        } else {
            call.reply.integer(try move(member, from: source, to: destination, in: call) ? 1 : 0)
        }
    }

    private static func move(
        _ member: ByteView, from source: ByteView, to destination: ByteView, in call: borrowing Call
    ) throws(RedisError) -> Bool {
        let moved = try call.change(source, as: SetValue.self) { set in
            guard set.remove(member) else { return false }
            call.modified(source, "srem", .set)
            return true
        }
        guard moved == true else { return false }
        try call.update(destination, as: SetValue.self) { set in
            if set.insert(member) { call.modified(destination, "sadd", .set) }
        }
        return true
    }
}
