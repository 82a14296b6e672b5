// Runs in parts: suspended after a budget and gone on with, or ended by the host.

import Testing

@testable import KVLua

@Suite struct RunTests {
    let state = LuaState()

    func run(_ source: String) throws -> LuaRun {
        state.run(try state.compile(Array(source.utf8), chunkName: "@user_script"), [])
    }

    /// Resumes up to `most` times; how often it was suspended, and how it ended.
    private func drive(_ run: LuaRun, slice: Int, most: Int = 100_000) -> (suspensions: Int, end: LuaOutcome)
    {
        for count in 0..<most {
            let outcome = run.resume(instructions: slice)
            if case .suspended = outcome { continue }
            return (count, outcome)
        }
        return (most, .suspended)
    }

    @Test func `a long loop is suspended and has the right result`() throws {
        let (suspensions, end) = drive(
            try run("local s = 0 for i = 1, 1000000 do s = s + i end return s"), slice: 100_000)
        #expect(suspensions >= 10)
        guard case .finished(let values) = end else { return #expect(Bool(false), "\(end)") }
        #expect(values == [.number(500_000_500_000)])
    }

    @Test func `a deep run leaves the next one no large stack to clear`() throws {
        let deep = try run(
            "local function f(n) if n == 0 then return 0 end return 1 + f(n - 1) end return f(15000)")
        guard case .finished([.number(15_000)]) = deep.resume(instructions: .max) else {
            return #expect(Bool(false), "it did not come to its end")
        }
        #expect(state.mainThread.stack.capacity < 2000)
        guard case .finished([.number(7)]) = try run("return 7").resume(instructions: .max) else {
            return #expect(Bool(false), "the next run did not come to its end")
        }
    }

    @Test(arguments: [
        "local function f(n) if n == 0 then return 0 end return 1 + f(n - 1) end "
            + "local s = 0 for i = 1, 200 do s = s + f(1000) end return s",
        "local s = 0 for i = 1, 200000 do local ok, v = pcall(function() return i % 3 end) s = s + v end return s",
        "local s = 0 while s < 200000 do s = s + 1 end return s",
        "local s = 0 repeat s = s + 1 until s >= 200000 return s",
        "local s = 0 local t = {} for i = 1, 200000 do t[i] = 1 end for _, v in ipairs(t) do s = s + v end return s",
        "local co = coroutine.wrap(function() local s = 0 for i = 1, 200000 do s = s + 1 end "
            + "coroutine.yield(s) error('x') end) return co()",
        "local s = 0 for i in coroutine.wrap(function() for i = 1, 200000 do coroutine.yield(1) end end) do "
            + "s = s + i end return s",
        "local function loop(n) if n == 0 then return 200000 end return loop(n - 1) end return loop(200000)",
        "local ok, e = pcall(function() for i = 1, 200000 do end error('after') end) return 200000, e",
    ])
    func `whatever loops is suspended`(source: String) throws {
        let (suspensions, end) = drive(try run(source), slice: 50_000)
        #expect(suspensions > 2)
        guard case .finished(let values) = end else { return #expect(Bool(false), "\(end)") }
        #expect(values.first == .number(source.contains("% 3") ? 200_001 : 200_000))
    }

    @Test(arguments: [
        "while true do end", "repeat until false", "local function f() return f() end f()",
        "while true do pcall(function() while true do end end) end",
        "local function f() pcall(f) f() end while true do f() end",
        "coroutine.wrap(function() while true do end end)()",
        "while true do coroutine.wrap(function() pcall(error) end)() end",
        "while true do xpcall(function() while true do end end, function() while true do end end) end",
        "for w in function() return 1 end do end",
    ])
    func `an interrupt ends any loop`(source: String) throws {
        let run = try run(source)
        for _ in 0..<3 {
            guard case .suspended = run.resume(instructions: 100_000) else {
                return #expect(Bool(false), "it ended by itself")
            }
        }
        state.interrupt("killed")
        guard case .failed(let failure) = run.resume(instructions: 100_000) else {
            return #expect(Bool(false), "it was not ended")
        }
        #expect(failure.text == "killed")
        #expect(failure.isFinal)
        #expect(Script.result("return 1 + 1", in: state) == "2")
    }

    @Test(arguments: [
        "(('x'):gsub('x', function() while true do end end))",
        "table.sort({1, 2, 3}, function() while true do end end)",
        "local t = setmetatable({}, {__index = function() while true do end end}) return t.x",
        "pcall(table.sort, {1, 2, 3}, function() while true do pcall(function() while true do end end) end end)",
        "load(function() while true do end end)",
    ])
    func `a nested loop asks the host whether it may go on`(source: String) throws {
        var asked = 0
        state.shouldContinue = {
            asked += 1
            return asked < 5
        }
        guard
            case .failed(let failure) = try run("return \(source)".replacing("return local", with: "local"))
                .resume(instructions: 1_000_000_000)
        else { return #expect(Bool(false), "it was not ended") }
        #expect(failure.isFinal)
        #expect(asked == 5)
    }

    @Test func `an error tells where it comes from`() throws {
        let run = try run("local x = {}\n\nlocal y = x.z.w")
        guard case .failed(let failure) = run.resume(instructions: 1000) else { return }
        #expect(failure.text == "user_script:3: attempt to index field 'z' (a nil value)")
        #expect(failure.line == 3)
        #expect(failure.source == "@user_script")
    }

    @Test func `an error without a position is located all the same`() throws {
        let run = try run("\nerror({err = 'x'})")
        guard case .failed(let failure) = run.resume(instructions: 1000) else { return }
        #expect(failure.line == 2)
    }

    @Test func `a native function knows who called it`() throws {
        var seen: [Int] = []
        let note: NativeBody = { state, _ in
            seen.append(state.position()?.line ?? -1)
            return .none
        }
        try state.globals.set("note", .function(state.makeFunction(named: "note", note)))
        _ = try run("note()\nlocal function f()\nnote()\nend\nf()\npcall(note)\npcall(f)").resume(
            instructions: 1000)
        #expect(seen == [1, 3, -1, 3])
    }

    @Test func `natives call back and their errors pass through`() throws {
        let twice: NativeBody = { state, given throws(LuaFailure) in
            let first = try state.call(given[0], [.number(1)])
            let second = try state.call(given[0], first)
            return .many(second)
        }
        try state.globals.set("twice", .function(state.makeFunction(named: "twice", twice)))
        #expect(Script.result("return twice(function(x) return x * 10 end)", in: state) == "100")
        #expect(
            Script.result("return select(2, pcall(twice, function(x) error('no', 0) end))", in: state) == "no"
        )
        #expect(
            Script.result("return twice(function(x) return x.y.z end)", in: state).contains(
                "attempt to index"))
    }
}

extension RunTests {
    @Test func `a run that is given up leaves nothing behind`() throws {
        let lost = try run("local co = coroutine.wrap(function() while true do end end) co()")
        guard case .suspended = lost.resume(instructions: 100_000) else { return }
        #expect(Script.result("return 1 + 1", in: state) == "2")
    }
}
