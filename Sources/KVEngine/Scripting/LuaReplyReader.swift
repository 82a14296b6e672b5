// A command's reply as a value of Lua. The reply was written a moment ago by this server, so it is in order.
//
//     integer -> number      bulk -> string      null -> false (RESP2), nil (RESP3)      array -> table
//     status -> {ok=}        error -> {err=}     map -> {map={}}    set -> {set={}}      double -> {double=}
//     boolean -> boolean     big number -> {big_number=}            verbatim -> {verbatim_string={}}

import KVLua
import RESP

/// Reads replies from the output of a script's client.
struct LuaReplyReader {
    private let bytes: ByteView
    private let state: LuaState
    private var position = 0

    init(_ bytes: ByteView, into state: LuaState) {
        self.bytes = bytes
        self.state = state
    }

    /// The next reply; nil where a command has not answered.
    mutating func value() throws(LuaFailure) -> LuaValue {
        guard position < bytes.count else { return .nil }
        let kind = bytes[position]
        let line = line()
        switch kind {
        case UInt8(ascii: ":"): return .number(Double(IntegerText.parse(line) ?? 0))
        case UInt8(ascii: "$"): return try bulk(line)
        case UInt8(ascii: "+"): return try table("ok", string(line))
        case UInt8(ascii: "-"): return .table(try state.errorTable(line, isCounted: true))
        case UInt8(ascii: "*"), UInt8(ascii: ">"): return try array(line)
        case UInt8(ascii: "%"): return try map(line)
        case UInt8(ascii: "~"): return try set(line)
        case UInt8(ascii: "#"): return .boolean(line == "t")
        case UInt8(ascii: ","): return try table("double", .number(DoubleText.parseLoosely(line) ?? .nan))
        case UInt8(ascii: "("): return try table("big_number", string(line))
        case UInt8(ascii: "="): return try verbatim(line)
        case UInt8(ascii: "|"): return try afterAttribute(line)
        default: return .nil
        }
    }

    private mutating func line() -> ByteView {
        let start = position + 1
        var end = start
        while bytes[end] != UInt8(ascii: "\r") { end += 1 }
        position = end + 2
        return bytes[start..<end]
    }

    private func count(_ line: ByteView) -> Int { Int(IntegerText.parse(line) ?? 0) }

    private func string(_ view: ByteView) throws(LuaFailure) -> LuaValue {
        .string(try state.makeString([UInt8](view)))
    }

    private func table(_ field: String, _ value: LuaValue) throws(LuaFailure) -> LuaValue {
        let table = state.makeTable()
        try table.set(field, value)
        return .table(table)
    }

    private mutating func bulk(_ line: ByteView) throws(LuaFailure) -> LuaValue {
        let count = count(line)
        guard count >= 0 else { return .boolean(false) }
        defer { position += count + 2 }
        return try string(bytes.part(from: position, count: count))
    }

    private mutating func array(_ line: ByteView) throws(LuaFailure) -> LuaValue {
        let count = count(line)
        guard count >= 0 else { return .boolean(false) }
        let table = state.makeTable(arrayCapacity: count)
        for index in 0..<count { try table.set(index + 1, value()) }
        return .table(table)
    }

    private mutating func map(_ line: ByteView) throws(LuaFailure) -> LuaValue {
        let map = state.makeTable()
        for _ in 0..<count(line) {
            let key = try value()
            try map.set(key, value())
        }
        return try table("map", .table(map))
    }

    private mutating func set(_ line: ByteView) throws(LuaFailure) -> LuaValue {
        let set = state.makeTable()
        for _ in 0..<count(line) { try set.set(value(), .boolean(true)) }
        return try table("set", .table(set))
    }

    private mutating func verbatim(_ line: ByteView) throws(LuaFailure) -> LuaValue {
        let count = count(line)
        defer { position += count + 2 }
        let text = state.makeTable()
        try text.set("format", string(bytes.part(from: position, count: 3)))
        try text.set("string", string(bytes.part(from: position + 4, count: count - 4)))
        return try table("verbatim_string", .table(text))
    }

    /// What is said about a reply is nothing that scripts see.
    private mutating func afterAttribute(_ line: ByteView) throws(LuaFailure) -> LuaValue {
        for _ in 0..<count(line) * 2 { _ = try value() }
        return try value()
    }
}

extension LuaState {
    /// A table that stands for an error reply, whose line is given without the dash.
    ///
    /// - Parameter isCounted: whether statistics have the error already.
    func errorTable(_ line: ByteView, isCounted: Bool = false) throws(LuaFailure) -> LuaTable {
        let bytes = [UInt8](line.beforeNUL)
        let (code, message) =
            bytes.firstIndex(of: UInt8(ascii: " ")).map { (bytes[..<$0], bytes[($0 + 1)...]) }
            ?? (Array("ERR".utf8)[...], bytes[...])
        let table = makeTable()
        let text = Array(code) + [UInt8(ascii: " ")] + LuaState.trimmed(message)
        try table.set("err", .string(try makeString(text)))
        if isCounted { try table.set("ignore_error_stats_update", .boolean(true)) }
        return table
    }

    /// A table that stands for the generic error with a text.
    func errorTable(saying text: String, isCounted: Bool = false) throws(LuaFailure) -> LuaTable {
        try "ERR \(text)".withByteView { view throws(LuaFailure) in
            try errorTable(view, isCounted: isCounted)
        }
    }

    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let isEnd: (UInt8) -> Bool = { $0 == 13 || $0 == 10 }
        var rest = bytes.drop(while: isEnd)
        while let last = rest.last, isEnd(last) { rest.removeLast() }
        return rest
    }
}
