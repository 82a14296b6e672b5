// What a script returns, as the reply to its command.
//
//     number -> integer (cut)     string -> bulk     true -> 1     false, nil -> null     table -> array, up to
//     {ok=}, {err=}, {double=}, {big_number=}, {verbatim_string=}, {map=}, {set=} -> that     the first nil
//
// Scripts nest tables as deeply as they like, even in themselves, so this keeps a stack of its own. It is as deep as
// Lua's in Redis: a value further in is an error.

import KVLua
import RESP

/// Writes a value of Lua as a reply.
struct LuaReplyWriter {
    private let reply: ReplyWriter
    /// Whether the script speaks RESP2, in which truth is a number.
    private let hasNumbersForTruth: Bool
    private var open: [Container] = []
    /// The values on Lua's stack in Redis, at the same point.
    private var depth = 1
    /// The errors in the reply that nobody has counted yet, by their lines.
    private(set) var errors: [[UInt8]] = []
    /// How many others there are, which statistics have already.
    private(set) var countedErrors = 0

    /// A table whose elements are being written.
    private enum Container {
        case array(LuaTable, next: Int)
        /// A map's pairs, or a set's members; after `key`, whose own value comes first if it waits.
        case pairs(LuaTable, after: LuaValue, waiting: LuaValue?, isMap: Bool)

        /// The values of Lua's stack that it takes besides itself.
        var width: Int {
            if case .array = self { 0 } else { 2 }
        }
    }

    init(to reply: ReplyWriter, speaking version: ProtocolVersion) {
        self.reply = reply
        hasNumbersForTruth = version == .resp2
    }

    /// Writes a value with all that is in it.
    mutating func write(_ value: LuaValue) {
        begin(value, extra: 0)
        while let container = open.popLast() {
            depth -= 1 + container.width
            step(container)
        }
    }

    /// Writes the next element of a container, if there is one.
    private mutating func step(_ container: Container) {
        switch container {
        case .array(let table, let next):
            let element = table[next]
            if element.isNil { return }
            push(.array(table, next: next + 1))
            begin(element, extra: 0)
        case .pairs(let table, _, let value?, let isMap):
            let key = LuaReplyWriter.key(of: container)
            push(.pairs(table, after: key, waiting: nil, isMap: isMap))
            begin(value, extra: 0)
        case .pairs(let table, let key, nil, let isMap):
            guard let pair = table.pair(after: key) else { return }
            push(.pairs(table, after: pair.key, waiting: isMap ? pair.value : nil, isMap: isMap))
            begin(pair.key, extra: isMap ? 1 : 0)
        }
    }

    private mutating func push(_ container: Container) {
        open.append(container)
        depth += 1 + container.width
    }

    private static func key(of container: Container) -> LuaValue {
        if case .pairs(_, let key, _, _) = container { key } else { .nil }
    }

    // MARK: Values

    /// Writes a value, of a container its beginning.
    ///
    /// - Parameter extra: how many values more than usual Lua's stack would hold here.
    private mutating func begin(_ value: LuaValue, extra: Int) {
        guard depth + 1 + extra + 4 <= ScriptLimits.replyStack else {
            return error(Array("ERR reached lua stack limit".utf8), isCounted: false)
        }
        switch value {
        case .string(let string): reply.bulk(string.bytes)
        case .number(let number): reply.integer(LuaReplyWriter.integer(number))
        case .boolean(let flag):
            if !hasNumbersForTruth {
                reply.boolean(flag)
            } else if flag {
                reply.integer(1)
            } else {
                reply.null()
            }
        case .table(let table): begin(table)
        default: reply.null()
        }
    }

    /// A number without its fraction, as a processor of today converts it: what does not fit is the least integer.
    private static func integer(_ number: Double) -> Int64 {
        Int64(exactly: number.rounded(.towardZero)) ?? .min
    }

    private mutating func begin(_ table: LuaTable) {
        if let text = table["err"].bytes {
            let isCounted =
                if case .boolean(true) = table["ignore_error_stats_update"] { true } else { false }
            return error(text.beforeNUL, isCounted: isCounted)
        }
        if let text = table["ok"].bytes { return status(text.beforeNUL) }
        if case .number(let number) = table["double"] { return reply.score(number) }
        if let digits = table["big_number"].bytes { return bigNumber(digits) }
        if case .table(let text) = table["verbatim_string"], writeVerbatim(text) { return }
        if case .table(let map) = table["map"] { return beginPairs(map, isMap: true) }
        if case .table(let set) = table["set"] { return beginPairs(set, isMap: false) }
        var count = 0
        while !table[count + 1].isNil { count += 1 }
        reply.array(count)
        push(.array(table, next: 1))
    }

    private mutating func beginPairs(_ table: LuaTable, isMap: Bool) {
        var (count, key) = (0, LuaValue.nil)
        while let pair = table.pair(after: key) {
            key = pair.key
            count += 1
        }
        if isMap { reply.map(count) } else { reply.set(count) }
        push(.pairs(table, after: .nil, waiting: nil, isMap: isMap))
    }

    private func writeVerbatim(_ table: LuaTable) -> Bool {
        guard let format = table["format"].bytes,
            let text = table["string"].bytes
        else { return false }
        guard reply.isRESP3 else {
            reply.bulk(text)
            return true
        }
        reply.buffer.append(header: UInt8(ascii: "="), text.count + 4)
        reply.buffer.append(Array((format.beforeNUL + Array("   ".utf8)).prefix(3)))
        reply.buffer.append(UInt8(ascii: ":"))
        reply.buffer.append(text)
        reply.buffer.append("\r\n")
        return true
    }

    private func bigNumber(_ digits: [UInt8]) {
        guard reply.isRESP3 else { return reply.bulk(LuaReplyWriter.oneLine(digits)) }
        line(UInt8(ascii: "("), digits)
    }

    private func status(_ text: [UInt8]) { line(UInt8(ascii: "+"), text) }

    private mutating func error(_ text: [UInt8], isCounted: Bool) {
        var text = text
        while let last = text.last, last == 13 || last == 10 { text.removeLast() }
        if isCounted { countedErrors += 1 } else { errors.append(text) }
        line(UInt8(ascii: "-"), text)
    }

    /// A line that nothing in it can end.
    private func line(_ kind: UInt8, _ text: [UInt8]) {
        reply.buffer.append(kind)
        reply.buffer.append(LuaReplyWriter.oneLine(text))
        reply.buffer.append("\r\n")
    }

    private static func oneLine(_ text: [UInt8]) -> [UInt8] { text.map { $0 == 13 || $0 == 10 ? 32 : $0 } }
}
