// DEBUG PROTOCOL: a reply of every type there is, for those who write clients.

import RESP

extension DebugOperation {
    /// Answers with a sample of a type, in the form that the client's protocol has for it.
    static let protocolSample = DebugOperation(
        "protocol", 1...1, "PROTOCOL <type>",
        """
        A sample of that type: string, integer, double, bignum, null, array, set, map, attrib, push, \
        verbatim, true or false.
        """
    ) { call throws(RedisError) in
        let type = try call.bytes()
        guard let sample = ProtocolSample.all.first(where: { type.matchesBeforeNUL($0.name) }) else {
            throw RedisError(
                "ERR Wrong protocol type name. Please use one of the following: "
                    + ProtocolSample.all.map { "\($0.name)" }.joined(separator: "|"))
        }
        try sample.write(call.reply)
    }
}

/// A type of reply, and what answers as a sample of it.
private struct ProtocolSample: Sendable {
    let name: StaticString
    let write: @Sendable (ReplyWriter) throws(RedisError) -> Void

    init(_ name: StaticString, _ write: @escaping @Sendable (ReplyWriter) throws(RedisError) -> Void) {
        self.name = name
        self.write = write
    }

    static let all =
        [string, integer, double, bigNumber, null] + [array, set, map, attribute, push]
        + [verbatim, yes, no]

    static let string = ProtocolSample("string") { $0.bulk("Hello World") }
    static let integer = ProtocolSample("integer") { $0.integer(12345) }
    static let double = ProtocolSample("double") { $0.double(spelled: ByteView("3.141")) }
    static let bigNumber = ProtocolSample("bignum") { $0.bigNumber("1234567999999999999999999999999999999") }
    static let null = ProtocolSample("null") { $0.null() }
    static let verbatim = ProtocolSample("verbatim") { $0.verbatim("This is a verbatim\nstring") }
    static let yes = ProtocolSample("true") { $0.boolean(true) }
    static let no = ProtocolSample("false") { $0.boolean(false) }

    static let array = ProtocolSample("array") { reply in
        reply.array(3)
        for number in 0..<3 { reply.integer(number) }
    }

    static let set = ProtocolSample("set") { reply in
        reply.set(3)
        for number in 0..<3 { reply.integer(number) }
    }

    static let map = ProtocolSample("map") { reply in
        reply.map(3)
        for number in 0..<3 {
            reply.integer(number)
            reply.boolean(number == 1)
        }
    }

    /// An attribute is no reply, so one follows; RESP2 has no attributes.
    static let attribute = ProtocolSample("attrib") { reply in
        if reply.isRESP3 {
            reply.attribute(1)
            reply.bulk("key-popularity")
            reply.array(2)
            reply.bulk("key:123")
            reply.integer(90)
        }
        reply.bulk("Some real reply following the attribute")
    }

    /// What is pushed answers nothing, so a reply follows.
    static let push = ProtocolSample("push") { reply throws(RedisError) in
        guard reply.isRESP3 else { throw RedisError("ERR RESP2 is not supported by this command") }
        reply.push(2)
        reply.bulk("server-cpu-usage")
        reply.integer(42)
        reply.bulk("Some real reply following the push reply")
    }
}
