// Whatever text is given to the compiler, and whatever it compiles, nothing but an error or a result comes out. How
// long each may run is bounded; the seeds are fixed.

import Testing

@testable import KVLua

@Suite struct FuzzTests {
    private func run(_ source: [UInt8]) {
        var limits = LuaLimits()
        limits.memory = 4_000_000
        let state = LuaState(limits: limits)
        var slices = 0
        state.shouldContinue = {
            slices += 1
            return slices < 3
        }
        guard let function = try? state.compile(source, chunkName: "@fuzz") else { return }
        _ = state.run(function, []).resume(instructions: 20_000)
    }

    @Test(arguments: 0..<4)
    func `random bytes do no harm`(seed: UInt64) {
        var chance = Chance(seed: seed)
        for _ in 0..<150 {
            run((0..<chance.below(200)).map { _ in UInt8(chance.below(256)) })
        }
    }

    @Test(arguments: 0..<8)
    func `random words do no harm`(seed: UInt64) {
        var chance = Chance(seed: seed)
        let words = """
            and break do else elseif end false for function if in local nil not or repeat return then true until while
            a b c t f x 1 2 0.5 1e300 "s" 'x' [[y]] + - * / % ^ # == ~= <= >= < > = ( ) { } [ ] ; : , . .. ...
            a.b a[1] f() f(1) {} {1} t[x] pcall error setmetatable string.rep coroutine.wrap select(1 unpack pairs(t)
            """.split { $0 == " " || $0 == "\n" }.map { Array($0.utf8) }
        for _ in 0..<150 {
            run((0..<chance.below(60)).flatMap { _ in words[chance.below(words.count)] + [32] })
        }
    }

    @Test(arguments: ["errors", "syntax", "language"])
    func `mutated scripts do no harm`(name: String) throws {
        var chance = Chance(seed: 11)
        let snippets = try Recording.read(name).map { Array($0.code.utf8) }
        for snippet in snippets {
            for _ in 0..<3 {
                var source = snippet
                for _ in 0...chance.below(3) {
                    let place = chance.below(max(source.count, 1))
                    switch chance.below(4) {
                    case 0 where !source.isEmpty: source.remove(at: min(place, source.count - 1))
                    case 1: source.insert(UInt8(chance.below(128)), at: min(place, source.count))
                    case 2:
                        let other = snippets[chance.below(snippets.count)]
                        source.insert(
                            contentsOf: other.prefix(chance.below(40)), at: min(place, source.count))
                    default:
                        if !source.isEmpty { source[min(place, source.count - 1)] = UInt8(chance.below(256)) }
                    }
                }
                run(source)
            }
        }
    }

    @Test(arguments: [
        String(repeating: "(", count: 100_000), String(repeating: "{", count: 100_000),
        "return " + String(repeating: "-", count: 100_001),
        "return " + String(repeating: "not ", count: 100_000),
        String(repeating: "do ", count: 100_000), String(repeating: "function f() ", count: 100_000),
        "return " + String(repeating: "a.", count: 100_000) + "b",
        "return " + String(repeating: "1 + ", count: 100_000) + "1",
        "return " + String(repeating: "a..", count: 100_000) + "b",
        "return " + String(repeating: "2^", count: 100_000) + "1",
        "return f" + String(repeating: "()", count: 100_000),
        "return f" + String(repeating: "{}", count: 100_000),
        "local a" + String(repeating: ",a", count: 100_000),
        "a" + String(repeating: ",a", count: 100_000) + "=1",
        "return {" + String(repeating: "1,", count: 100_000) + "}",
        "return {" + String(repeating: "{},", count: 50_000) + "}",
        String(repeating: "if a then ", count: 100_000), String(repeating: "if a then else", count: 100_000),
        String(repeating: "x = 1 ", count: 100_000), String(repeating: "goto ", count: 1000),
        "return [" + String(repeating: "=", count: 100_000) + "[",
        "return " + (0..<100_000).map { "\($0).5" }.joined(separator: "+"),
        "return {" + (0..<300_000).map { "'k\($0)'" }.joined(separator: ",") + "}",
    ])
    func `texts without end do no harm`(source: String) {
        run(Array(source.utf8))
    }

    @Test(arguments: [
        "local function f() return pcall(f) end return f()", "local function f() return (f()) end return f()",
        "local t = setmetatable({}, {}) getmetatable(t).__index = function(t, k) return t[k] end return t.x",
        "local t = setmetatable({}, {__tostring = function(t) return tostring(t) end}) return tostring(t)",
        "local function f() return coroutine.wrap(f)() end return f()",
        "local function f(s) return s:gsub('.', f) end return f('x')",
        "local function f() table.sort({1, 2, 3}, f) end f()",
        "local function f() return load(f) end return f()", "local function f() xpcall(f, f) end f()",
        "return ('x'):rep(1000):find(('.-'):rep(1000) .. 'y')",
        "return ('x'):rep(100000):find(('x?'):rep(100000))",
        "return ('('):rep(300000):find(('%('):rep(1000))",
        "return ('a'):rep(300):match(('(a'):rep(40))", "return string.format('%99.99f', 1e308)",
        "local t = {} for i = 1, 300 do t[i] = 'a' .. i end return loadstring('local ' .. table.concat(t, ','))",
        "return unpack({}, -2^31, 2^31 - 1)", "return ('x'):byte(-2^53, 2^53)", "return ('x'):sub(0/0, 1/0)",
        "return select(0/0, 1)", "for i = 0/0, 1 do end", "return table.concat({}, ',', 1, 2^31 - 1)",
        "return table.insert({}, 2^31 - 1, 1)", "return math.random(-2^31, 2^31 - 1), math.ldexp(1, 2^31)",
        "return tonumber('1', 2^40), tonumber(1e300), tostring(2^63), string.char(2^63)",
        "local t = {} t[2^53] = 1 t[-2^63] = 2 t[1/0] = 3 return #t, next(t)",
        "return string.rep('', 2^31 - 1), ('x'):rep(-2^31)",
        "local t = {} for i = 1, 30 do t[2^i] = 1 end return #t",
        "return setmetatable({}, {__index = function(t, k) error(setmetatable({}, {__tostring = error})) end}).x",
        "local co co = coroutine.create(function() coroutine.resume(co) coroutine.wrap(function() "
            + "coroutine.resume(co) end)() end) return coroutine.resume(co)",
        "collectgarbage() local t = {} t.t = t collectgarbage('collect') return t.t.t",
        "return pcall(pcall, pcall, pcall, pcall, error)", "return pcall(coroutine.yield)",
        "local t = {1, 2, 3} table.sort(t, function(a, b) t[a] = nil return true end)",
        "for k in pairs({1, 2, 3, a = 1}) do local t = {} for i = 1, 100 do t[i] = k end end",
        "local t = {1, 2, 3} for k in pairs(t) do t[k] = nil t[k + 100] = 1 end",
    ])
    func `scripts that look for an end find one`(source: String) {
        run(Array(source.utf8))
    }
}

/// Numbers from a seed.
struct Chance {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 0x1234_5678
    }

    mutating func below(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(max(bound, 1)))
    }
}
