// Garbage in cycles, and the limits on memory.

import Testing

@testable import KVLua

@Suite struct CollectionTests {
    let state = LuaState()

    @Test func `a table that holds itself is freed`() throws {
        let before = state.heap.count
        #expect(
            Script.result("local t = {} t.self = t t.f = function() return t end return 1", in: state) == "1")
        #expect(state.heap.count > before)
        state.collect()
        #expect(state.heap.count <= before)
    }

    @Test func `rings do not pile up during a run`() throws {
        let source = "for i = 1, 50000 do local t = {} t.self = t t.g = function() return t end end return 1"
        #expect(Script.result(source, in: state) == "1")
        // Three objects a turn, were they kept.
        #expect(state.heap.count < 50_000)
        state.collect()
        #expect(state.heap.count < 200)
    }

    @Test func `rings inside coroutines and from closures are freed`() throws {
        let before = state.heap.count
        let source = """
            for i = 1, 1000 do
              local co co = coroutine.wrap(function() local mine = co coroutine.yield() return mine end)
              co()
              local a, b a = function() return b end b = function() return a end
            end
            return 1
            """
        #expect(Script.result(source, in: state) == "1")
        state.collect()
        #expect(state.heap.count <= before + 4)
    }

    @Test func `what can be reached survives`() throws {
        let source = """
            keep = {} for i = 1, 100 do keep[i] = {i, f = function() return i end} keep[i].up = keep end
            local co = coroutine.wrap(function() local t = {7} while true do coroutine.yield(t) end end) keep.co = co
            for i = 1, 200000 do local t = {} t.t = t end
            local s = 0 for i = 1, 100 do s = s + keep[i][1] + keep[i].f() end
            return s + co()[1]
            """
        #expect(Script.result(source, in: state) == "10107")
        state.collect()
        #expect(Script.result("return keep[50].up[50].f() + keep.co()[1]", in: state) == "57")
    }

    @Test(arguments: [
        "local s = 'x' while true do s = s .. s end",
        "return ('x'):rep(1e9):rep(4)",
        "local t = {} for i = 1, 1e9 do t[i] = i end",
        "local t = {} for i = 1, 1e9 do t['k' .. i] = i end",
        "local t = {} while true do t = {t} end",
        "local t = {} for i = 1, 1e9 do t[i] = ('x'):rep(1000) .. i end",
        "return ('x'):rep(1e6):gsub('x', ('y'):rep(1e6))",
        "local t = {('x'):rep(1e6)} for i = 2, 1000 do t[i] = t[1] end return table.concat(t)",
        "return string.format(('%s'):rep(1000), unpack((function() local t = {} for i = 1, 1000 do t[i] = "
            + "('x'):rep(1e6) end return t end)()))",
    ])
    func `memory has an end`(source: String) throws {
        var limits = LuaLimits()
        limits.memory = 8_000_000
        let state = LuaState(limits: limits)
        #expect(Script.result(source, in: state) == "error: not enough memory")
        state.collect()
        #expect(Script.result("return 1", in: state) == "1")
        #expect(state.memoryInUse < 1_000_000)
    }

    @Test func `memory that is let go can be used again`() throws {
        var limits = LuaLimits()
        limits.memory = 4_000_000
        let state = LuaState(limits: limits)
        let source =
            "for i = 1, 200 do local s = ('x'):rep(2e5) .. i local t = {} for j = 1, 1000 do t[j] = s end "
            + "t.t = t end return 1"
        #expect(Script.result(source, in: state) == "1")
    }

    @Test func `a long chain is freed without depth`() throws {
        #expect(Script.result("local t = {} for i = 1, 300000 do t = {t} end return 1", in: state) == "1")
        let closures =
            "local f = function() end for i = 1, 300000 do local g = f f = function() return g end end return 1"
        #expect(Script.result(closures, in: state) == "1")
        #expect(
            Script.result(
                "local t = {} for i = 1, 100000 do t = setmetatable({}, {t}) end return 1", in: state) == "1")
    }
}

extension CollectionTests {
    @Test func `a state takes everything with it`() throws {
        weak var globals: LuaTable?
        weak var heap: Heap?
        do {
            let state = LuaState()
            #expect(
                Script.result(
                    "t = {} t.t = t f = function() return f end co = coroutine.wrap(f) return 1", in: state)
                    == "1")
            (globals, heap) = (state.globals, state.heap)
            #expect(globals != nil && heap != nil)
        }
        #expect(globals == nil)
        #expect(heap == nil)
    }
}
