// The cursor and options that SCAN, SSCAN, HSCAN and ZSCAN share, and the shape of their reply.

import RESP

/// MATCH, COUNT and (for SCAN) TYPE.
struct ScanOptions {
    /// The elements wanted per call, about.
    var count = 10
    /// The glob that keys, members or fields must match.
    var pattern: Glob?
    /// The type name that keys must have; any text is accepted, as Redis does.
    var type: ByteView?

    /// Reads the cursor that begins every scan.
    ///
    /// - Throws: `ERR invalid cursor`.
    static func cursor(_ call: inout Call) throws(RedisError) -> UInt64 {
        guard let cursor = IntegerText.parseCursor(try call.bytes()) else { throw .invalidCursor }
        return cursor
    }

    /// Reads the options after the cursor to the end of the arguments.
    init(_ call: inout Call, allowsType: Bool = false) throws(RedisError) {
        while call.remaining > 0 {
            // An option without its value is a syntax error before its word is looked at.
            guard call.remaining >= 2 else { throw .syntax }
            if call.accept("count") {
                let wanted = try call.integer()
                guard wanted >= 1 else { throw .syntax }
                count = Int(clamping: wanted)
            } else if call.accept("match") {
                let glob = try call.bytes()
                pattern = Glob(glob).matchesEverything ? nil : Glob(glob)
            } else if allowsType, call.accept("type") {
                type = try call.bytes()
            } else {
                throw .syntax
            }
        }
    }

    /// Whether an element's name is wanted.
    func matches(_ name: ByteView) -> Bool {
        guard let pattern else { return true }
        return pattern.matches(name)
    }

    /// Whether SCAN wants keys with values of this type.
    ///
    /// The name is compared as C text, up to its first zero byte, in any case.
    func admits(_ kind: ValueKind) -> Bool {
        guard let type else { return true }
        return type.beforeNUL.matches(kind.name)
    }

    /// Steps a table's cursor until about `count` elements were visited, as Redis does: at most ten buckets a
    /// wanted element, so that a sparse table cannot hold up the server.
    func walk<Node: HashNode>(
        _ table: HashTable<Node>, from cursor: UInt64, _ visit: (Node) -> Void
    ) -> UInt64 {
        var (cursor, seen) = (cursor, 0)
        var stepsLeft = count > Int.max / 10 ? Int.max : count * 10
        repeat {
            cursor = table.scan(cursor) { node in
                seen += 1
                visit(node)
            }
            stepsLeft -= 1
        } while cursor != 0 && stepsLeft > 0 && seen < count
        return cursor
    }
}

extension ReplyWriter {
    /// The head of a scan's reply: the next cursor, then the number of elements that follow.
    func scanHead(cursor: UInt64, elements: Int) {
        array(2)
        bulk(String(cursor))
        array(elements)
    }
}
