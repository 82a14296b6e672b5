import RESP
import Testing

@testable import KVEngine

@Suite struct FunctionTests {
    let redis = TestEngine()

    @discardableResult
    private func load(_ name: String, _ body: String, _ options: String...) -> String {
        redis(arguments: ["FUNCTION", "LOAD"] + options + ["#!lua name=\(name)\n\(body)"])
    }

    @Test func `a function is called with its keys and arguments`() {
        #expect(
            load("lib", "redis.register_function('f', function(keys, args) return {keys, args} end)")
                == "$3\r\nlib\r\n")
        #expect(redis("FCALL f 1 a b") == "*2\r\n*1\r\n$1\r\na\r\n*1\r\n$1\r\nb\r\n")
        #expect(redis("FCALL F 0") == "*2\r\n*0\r\n*0\r\n")
        #expect(redis("FCALL g x") == "-ERR Function not found\r\n")
        #expect(redis("FCALL f x") == "-ERR Bad number of keys provided\r\n")
    }

    @Test func `a library keeps what is its own from call to call`() {
        load("lib", "local n = 0 redis.register_function('f', function() n = n + 1 return n end)")
        redis("FCALL f 0")
        #expect(redis("FCALL f 0") == ":2\r\n")
    }

    @Test func `code that is loaded can only register functions`() {
        #expect(load("lib", "redis.call('PING')").contains("nonexistent global variable 'call'"))
        #expect(load("lib", "return math.pi").contains("nonexistent global variable 'math'"))
        #expect(load("lib", "x = 1").contains("Attempt to modify a readonly table"))
        #expect(load("lib", "return 1") == "-ERR No functions registered\r\n")
        #expect(load("a-b", "").hasPrefix("-ERR Library names can only contain letters"))
    }

    @Test func `a name is taken once, unless its library is replaced`() {
        load("one", "redis.register_function('f', function() return 1 end)")
        #expect(
            load("one", "redis.register_function('f', function() end)")
                == "-ERR Library 'one' already exists\r\n")
        #expect(
            load("two", "redis.register_function('F', function() end)")
                == "-ERR Function F already exists\r\n")
        load("one", "redis.register_function('f', function() return 2 end)", "REPLACE")
        #expect(redis("FCALL f 0") == ":2\r\n")
        #expect(load("one", "error()", "REPLACE").hasPrefix("-ERR Error registering functions: "))
        #expect(redis("FCALL f 0") == ":2\r\n")
    }

    @Test func `a function that says that it only reads cannot write`() {
        load(
            "lib",
            """
            redis.register_function{function_name = 'r', flags = {'no-writes'}, description = 'reads',
                callback = function() return redis.call('SET', 'k', 1) end}
            redis.register_function('w', function() return redis.call('SET', 'k', 1) end)
            """)
        #expect(redis("FCALL r 0").contains("Write commands are not allowed from read-only scripts."))
        #expect(
            redis("FCALL_RO w 0") == "-ERR Can not execute a script with write flag using *_ro command.\r\n")
        #expect(redis("FCALL w 0") == "+OK\r\n")
        let list = redis("FUNCTION LIST")
        #expect(list.contains("$5\r\nreads\r\n$5\r\nflags\r\n*1\r\n+no-writes\r\n"))
        #expect(redis("FUNCTION LIST LIBRARYNAME x*") == "*0\r\n")
        #expect(
            redis("FUNCTION STATS").hasSuffix("libraries_count\r\n:1\r\n$15\r\nfunctions_count\r\n:2\r\n"))
    }

    @Test func `functions outlive FLUSHALL, and go by FUNCTION DELETE and FLUSH`() {
        load("lib", "redis.register_function('f', function() return 1 end)")
        redis("FLUSHALL")
        #expect(redis("FCALL f 0") == ":1\r\n")
        #expect(redis("FUNCTION DELETE lib") == "+OK\r\n")
        #expect(redis("FUNCTION DELETE lib") == "-ERR Library not found\r\n")
        load("lib", "redis.register_function('f', function() return 1 end)")
        #expect(redis("FUNCTION FLUSH") == "+OK\r\n")
        #expect(redis("FCALL f 0") == "-ERR Function not found\r\n")
    }

    @Test func `a dump brings functions to another server`() {
        load("lib", "redis.register_function('f', function() return 1 end)")
        let reply = redis.raw("FUNCTION DUMP")
        let payload = Array(reply[(reply.firstIndex(of: 10)! + 1)...].dropLast(2))
        let other = TestEngine(seed: 2)
        let restore: ([String]) -> String = { policy in
            let words =
                ["FUNCTION", "RESTORE"].map { Array($0.utf8) } + [payload] + policy.map { Array($0.utf8) }
            return String(decoding: other.raw(arguments: words), as: UTF8.self)
        }
        #expect(restore([]) == "+OK\r\n")
        #expect(other("FCALL f 0") == ":1\r\n")
        #expect(restore([]) == "-ERR Library lib already exists\r\n")
        #expect(restore(["REPLACE"]) == "+OK\r\n")
        #expect(restore(["FLUSH"]) == "+OK\r\n")
        #expect(restore(["x"]).hasPrefix("-ERR Wrong restore policy given"))
        #expect(other("FUNCTION RESTORE x") == "-ERR DUMP payload version or checksum are wrong\r\n")
    }

    @Test func `an RDB file has the functions`() throws {
        load("lib", "redis.register_function('f', function() return 1 end)")
        redis("SET k v")
        let other = TestEngine(seed: 2)
        let file = redis.engine.writeRDB()
        try other.engine.load(rdb: withExtendedLifetime(file) { Array(file.view) })
        #expect(other("FCALL f 0") == ":1\r\n")
        #expect(other("GET k") == "$1\r\nv\r\n")
    }
}
