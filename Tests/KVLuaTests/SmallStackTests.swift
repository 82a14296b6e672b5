// Recursion between Swift and Lua on a thread with as small a stack as threads have: it ends in an error.

import Foundation
import Testing

@testable import KVLua

@Suite struct SmallStackTests {
    @Test(arguments: [
        "return loadstring('return ' .. ('('):rep(190) .. '1' .. (')'):rep(190)) and 1 or 1",
        "return loadstring('return ' .. ('{'):rep(190) .. ('}'):rep(190)) and 1 or 1",
        "return loadstring('return ' .. ('function() return '):rep(95) .. '1' .. (' end'):rep(95)) and 1 or 1",
        "local function f() return (('x'):gsub('x', f)) end pcall(f) return 1",
        "local t = setmetatable({}, {__index = function(t, k) return t[k + 1] end}) pcall(function() return t[1] end) "
            + "return 1",
        "local function f() table.sort({1, 2, 3}, f) end pcall(f) return 1",
        "local function f() return load(f) end pcall(f) return 1",
        "local function f() return (('x'):rep(300):gsub(('x?'):rep(150), f)) end pcall(f) return 1",
        "local t = setmetatable({}, {__concat = function(a, b) return a .. b end}) "
            + "pcall(function() return t .. 'x' end) return 1",
        "local t = {} for i = 1, 100000 do t = {t} end return 1",
    ])
    func `recursion ends in an error on half a megabyte of stack`(source: String) {
        let done = DispatchSemaphore(value: 0)
        let result = Result()
        let thread = Thread {
            result.text = Script.result(source)
            done.signal()
        }
        thread.stackSize = 512 * 1024
        thread.start()
        done.wait()
        #expect(result.text == "1")
    }

    /// What the other thread found out; it is done before the test looks.
    private final class Result: @unchecked Sendable {
        var text = ""
    }
}
