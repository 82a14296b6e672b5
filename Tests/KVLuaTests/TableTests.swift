import Testing

@testable import KVLua

@Suite struct TableTests {
    let state = LuaState()

    @Test func `a value is found under its key`() throws {
        let table = state.makeTable()
        try table.set("a", .number(1))
        try table.set(1, .boolean(true))
        try table.set(.number(0.5), .string("half"))
        #expect(table["a"] == .number(1))
        #expect(table[1] == .boolean(true))
        #expect(table[.number(0.5)] == .string("half"))
        #expect(table["b"] == .nil)
    }

    @Test func `keys grow into the array part`() throws {
        let table = state.makeTable()
        for index in 1...1000 { try table.set(index, .number(Double(index))) }
        #expect(table.length == 1000)
        for index in 1...1000 { #expect(table[index] == .number(Double(index))) }
    }

    @Test func `many keys of all kinds keep their values`() throws {
        let table = state.makeTable()
        for index in 0..<500 {
            try table.set("key\(index)", .number(Double(index)))
            try table.set(.number(Double(index) * 7 - 900), .number(Double(index)))
            if index % 3 == 0 { try table.set("key\(index / 2)", .nil) }
        }
        var seen = 0
        var key = LuaValue.nil
        while let next = try table.next(after: key) {
            seen += 1
            key = next.key
            #expect(table[key] == next.value)
        }
        #expect(seen > 500)
    }

    @Test func `a chain of a million tables is freed`() throws {
        let before = state.heap.count
        var table = state.makeTable()
        for _ in 0..<1_000_000 {
            let outer = state.makeTable(arrayCapacity: 1)
            try outer.set(1, .table(table))
            table = outer
        }
        table = state.makeTable()
        #expect(state.heap.count <= before + 1)
    }

    @Test func `a read-only table refuses`() throws {
        let table = state.makeTable()
        table.isReadOnly = true
        #expect(throws: LuaFailure.self) { try table.set("a", .nil) }
    }
}
