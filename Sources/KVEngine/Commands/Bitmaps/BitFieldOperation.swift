// One operation of BITFIELD: what it does to which number, and what becomes of results that do not fit.

import RESP

/// One GET, SET or INCRBY.
struct BitFieldOperation {
    private enum Action {
        case get
        case set(Int64)
        case increment(Int64)
    }

    private let action: Action
    let type: BitFieldType
    /// The number's first bit.
    let offset: Int
    private let overflow: BitFieldType.Overflow

    var writes: Bool {
        if case .get = action { return false }
        return true
    }

    /// The number's bits, the highest filled up for one with a sign.
    func read(_ bytes: ByteView) -> UInt64 { type.extended(bytes.number(at: offset, width: type.width)) }

    /// What the number becomes and what is answered, both as its bits; nil when the result would not fit and is to fail.
    func result(replacing old: UInt64) -> (new: UInt64, answer: UInt64)? {
        switch action {
        case .get: return (old, old)
        case .set(let number):
            guard let new = type.fitting(UInt64(bitPattern: number), 0, overflow) else { return nil }
            return (new, old)
        case .increment(let number):
            guard let new = type.fitting(old, number, overflow) else { return nil }
            return (new, new)
        }
    }

    /// The bit behind the last that is written; nil when none is.
    static func writtenEnd(_ operations: [BitFieldOperation]) -> Int? {
        operations.lazy.filter(\.writes).map { $0.offset + $0.type.width }.max()
    }

    /// Reads all operations that are left; OVERFLOW counts for those after it.
    static func all(_ call: inout Call) throws(RedisError) -> [BitFieldOperation] {
        var operations: [BitFieldOperation] = []
        var overflow = BitFieldType.Overflow.wrap
        while call.remaining > 0 {
            if call.remaining > 1, call.accept("overflow") {
                overflow = try BitFieldType.Overflow(&call)
            } else {
                operations.append(try BitFieldOperation(&call, overflow))
            }
        }
        return operations
    }

    private init(_ call: inout Call, _ overflow: BitFieldType.Overflow) throws(RedisError) {
        self.overflow = overflow
        let isGet = call.remaining > 2 && call.accept("get")
        let isSet = !isGet && call.remaining > 3 && call.accept("set")
        guard isGet || isSet || (call.remaining > 3 && call.accept("incrby")) else { throw .syntax }
        type = try BitFieldType(try call.bytes())
        offset = try call.bitOffset(width: type.width)
        if isGet {
            action = .get
        } else {
            let number = try call.integer()
            action = isSet ? .set(number) : .increment(number)
        }
    }
}
