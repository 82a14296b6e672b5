// JSON to values: objects and arrays become tables, null becomes the pointer 0, since a table cannot hold nil.
// What is begun is kept in a list, so depth costs no stack.

/// Reads one JSON text.
struct JSONReader {
    private let settings: JSONSettings
    private let state: LuaState
    private var scanner: JSONScanner
    private var open: [Container] = []
    private var depth = StackDepth(arguments: 1)

    /// An object or array that is begun and not ended.
    private struct Container {
        let table: LuaTable
        var place: Place

        func store(_ value: LuaValue) throws(LuaFailure) {
            switch place {
            case .index(let index): try table.set(index, value)
            case .key(let key): try table.set(key, value)
            }
        }
    }

    /// Where the value that is read next belongs.
    private enum Place {
        case index(Int)
        case key(LuaValue)
    }

    init(_ bytes: [UInt8], settings: JSONSettings, state: LuaState) {
        self.settings = settings
        self.state = state
        scanner = JSONScanner(bytes, readsInvalidNumbers: settings.decodesInvalidNumbers)
    }

    /// The value of the text, after which nothing may follow.
    ///
    /// - Complexity: O(n), n the length of the text.
    mutating func read() throws(LuaFailure) -> LuaValue {
        if scanner.bytes.count >= 2, scanner.bytes[0] == 0 || scanner.bytes[1] == 0 {
            throw state.failure("JSON parser does not support UTF-16 or UTF-32")
        }
        var token = scanner.next()
        while true {
            guard var value = try value(of: &token) else { continue }
            while let last = open.last {
                try last.store(value)
                token = scanner.next()
                guard let whole = try endOfContainer(&token) else { break }
                value = whole
            }
            if open.isEmpty { return try finish(value) }
        }
    }

    private mutating func finish(_ value: LuaValue) throws(LuaFailure) -> LuaValue {
        let token = scanner.next()
        guard case .end = token else { throw refusal(token, expected: "the end") }
        return value
    }

    /// The value that a word is; nil when it begins a container, whose first value's word then is in `token`.
    private mutating func value(of token: inout JSONToken) throws(LuaFailure) -> LuaValue? {
        switch token {
        case .string(let bytes): return .string(try state.makeString(bytes))
        case .number(let number): return .number(number)
        case .boolean(let boolean): return .boolean(boolean)
        case .null: return .pointer(0)
        case .objectBegin: return try beginObject(&token)
        case .arrayBegin: return try beginArray(&token)
        default: throw refusal(token, expected: "value")
        }
    }

    // MARK: Containers

    private mutating func beginObject(_ token: inout JSONToken) throws(LuaFailure) -> LuaValue? {
        try descend(places: 3)
        let table = state.makeTable()
        token = scanner.next()
        if case .objectEnd = token { return .table(table) }
        open.append(Container(table: table, place: .key(try readKey(&token))))
        depth.push(2)
        return nil
    }

    private mutating func beginArray(_ token: inout JSONToken) throws(LuaFailure) -> LuaValue? {
        try descend(places: 2)
        let table = state.makeTable()
        token = scanner.next()
        if case .arrayEnd = token { return .table(table) }
        open.append(Container(table: table, place: .index(1)))
        depth.push(1)
        return nil
    }

    private func descend(places: Int) throws(LuaFailure) {
        let level = open.count + 1
        guard level <= Int(settings.decodeDepthMax), depth.hasRoom(for: places) else {
            let place = "(\(level)) at character \(scanner.position)"
            throw state.failure("Found too many nested data structures \(place)")
        }
    }

    /// Reads an object's key and its colon; the word of the value then is in `token`.
    private mutating func readKey(_ token: inout JSONToken) throws(LuaFailure) -> LuaValue {
        guard case .string(let bytes) = token else { throw refusal(token, expected: "object key string") }
        let key = LuaValue.string(try state.makeString(bytes))
        let colon = scanner.next()
        guard case .colon = colon else { throw refusal(colon, expected: "colon") }
        token = scanner.next()
        return key
    }

    /// The innermost container when the word behind a value ends it; else the next value's word is in `token`.
    private mutating func endOfContainer(_ token: inout JSONToken) throws(LuaFailure) -> LuaValue? {
        let last = open[open.count - 1]
        switch (last.place, token) {
        case (.key, .objectEnd):
            depth.pop(2)
            open.removeLast()
            return .table(last.table)
        case (.index, .arrayEnd):
            depth.pop(1)
            open.removeLast()
            return .table(last.table)
        case (.key, .comma):
            token = scanner.next()
            open[open.count - 1].place = .key(try readKey(&token))
        case (.index(let index), .comma):
            token = scanner.next()
            open[open.count - 1].place = .index(index + 1)
        case (.key, _): throw refusal(token, expected: "comma or object end")
        case (.index, _): throw refusal(token, expected: "comma or array end")
        }
        return nil
    }

    private func refusal(_ token: JSONToken, expected: String) -> LuaFailure {
        state.failure("Expected \(expected) but found \(token.name) at character \(scanner.start + 1)")
    }
}
