// BITOP: strings combined bit by bit into another. The shorter ones are taken to end with zeros.
//
// Source: https://redis.io/commands/bitop/

import RESP

extension Command {
    /// Error order: the operation, the number of sources of NOT, the types of the sources from left to right.
    static let bitop = Command(
        "bitop", arity: -4, [.write, .denyOOM],
        keys: [.at(2, [.ow, .update]), .from(3, [.ro, .access])],
        docs: Docs(
            .bitmap, since: "2.6.0", "Combines strings bit by bit and stores the result.",
            complexity: "O(N) in the length of the longest string",
            syntax: "operation destkey:key key#1...")
    ) { call throws(RedisError) in
        let operation = try BitOperation(&call)
        let destination = try call.key()
        if operation == .not, call.remaining != 1 {
            throw RedisError("ERR BITOP NOT must be called with a single source key.")
        }
        var sources: [StringValue?] = []
        while call.remaining > 0 { sources.append(try call.readString(try call.key())) }
        let count = sources.reduce(0) { max($0, $1?.count ?? 0) }
        if count > 0 {
            call.setRaw(destination, to: operation.combine(sources, count))
            call.modified(destination, "set", .string)
        } else {
            call.delete(destination)
        }
        call.reply.integer(count)
    }
}

/// What is done with the bits.
private enum BitOperation {
    case and
    case or
    case xor
    case not

    /// So many bytes of the result are made of all sources in turn: what is left of it stays near at hand.
    private static let stride = 16 << 10

    init(_ call: inout Call) throws(RedisError) {
        if call.accept("and") {
            self = .and
        } else if call.accept("or") {
            self = .or
        } else if call.accept("xor") {
            self = .xor
        } else if call.accept("not") {
            self = .not
        } else {
            throw .syntax
        }
    }

    /// The combination of several strings, of which the longest has `count` bytes.
    ///
    /// - Complexity: O(n) in the bytes of all sources.
    func combine(_ sources: [StringValue?], _ count: Int) -> StringBlock {
        let block = StringBlock.zeroed(count)
        let result = block.mutableBytes
        sources[0]?.withBytes { result.write($0, at: 0) }
        if self == .not { result.combine(with: result.view) { own, _ in ~own } }
        for start in Swift.stride(from: 0, to: count, by: BitOperation.stride) {
            let piece = result.part(start..<min(start + BitOperation.stride, count))
            for source in sources.dropFirst() {
                guard let source else {
                    combine(piece, .empty)
                    continue
                }
                source.withBytes { combine(piece, $0.rest(from: start)) }
            }
        }
        return block
    }

    /// Combines a piece of the result with a source, which may be shorter or longer.
    private func combine(_ piece: MutableBytes, _ source: ByteView) {
        switch self {
        case .and:
            piece.combine(with: source) { $0 & $1 }
            if source.count < piece.count { piece.fill(source.count..<piece.count, with: 0) }
        case .or: piece.combine(with: source) { $0 | $1 }
        case .xor: piece.combine(with: source) { $0 ^ $1 }
        case .not: break
        }
    }
}

extension ByteView {
    /// The bytes from an index on; none when it is behind the end.
    fileprivate func rest(from start: Int) -> ByteView { start < count ? self[start..<count] : .empty }
}
