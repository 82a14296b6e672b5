import Testing

@testable import KVEngine

@Suite struct EvalTests {
    let redis = TestEngine()

    /// The reply to a script with one key, `k`.
    private func run(_ script: String, _ arguments: String...) -> String {
        redis(arguments: ["EVAL", script, "1", "k"] + arguments)
    }

    @Test func `a server that has run no script has no interpreter`() {
        redis("SET k v")
        #expect(redis.engine.madeScripting == nil)
        #expect(redis("SCRIPT EXISTS abc") == "*1\r\n:0\r\n")
        #expect(redis("FUNCTION LIST") == "*0\r\n")
        #expect(redis.engine.madeScripting == nil)
    }

    @Test func `a script finds its keys and arguments`() {
        #expect(
            run("return {KEYS[1], ARGV[1], #KEYS, #ARGV}", "a") == "*4\r\n$1\r\nk\r\n$1\r\na\r\n:1\r\n:1\r\n")
    }

    @Test func `a script runs commands in its caller's database`() {
        redis("SELECT 3")
        #expect(run("redis.call('SET', KEYS[1], 1.5) return redis.call('GET', KEYS[1])") == "$3\r\n1.5\r\n")
        #expect(redis("GET k") == "$3\r\n1.5\r\n")
        #expect(run("redis.call('SELECT', 5) return redis.call('GET', KEYS[1])") == "$-1\r\n")
        #expect(redis("GET k") == "$3\r\n1.5\r\n")
    }

    @Test func `an error tells of the script and its line`() {
        let reply = run("\nredis.call('INCR', 'x', 'y')")
        #expect(reply.hasPrefix("-ERR Wrong number of args calling Redis command from script script: "))
        #expect(reply.hasSuffix(", on @user_script:2.\r\n"))
    }

    @Test func `pcall gives an error back, which is counted once`() {
        redis("SET k text")
        #expect(run("return redis.pcall('LPUSH', KEYS[1], 1)").hasPrefix("-WRONGTYPE "))
        #expect(redis.engine.errorCounts == ["WRONGTYPE": 1])
    }

    @Test func `globals can neither be made nor be missing`() {
        #expect(run("x = 1").contains("Attempt to modify a readonly table"))
        #expect(run("return x").contains("Script attempted to access nonexistent global variable 'x'"))
        #expect(run("redis.call = nil").contains("Attempt to modify a readonly table"))
    }

    @Test func `commands that would wait do not, and those not for scripts are refused`() {
        #expect(run("return redis.call('BLPOP', 'l', 0)").contains("not allowed from script"))
        #expect(run("return redis.pcall('XREAD', 'BLOCK', 0, 'STREAMS', 's', '$')").contains("BLOCK option"))
        #expect(run("return redis.call('EVAL', 'return 1', 0)").contains("not allowed from script"))
        #expect(run("return redis.call('SAVE')").contains("not allowed from script"))
    }

    @Test func `a script is known by its digest from then on`() {
        #expect(run("return 7") == ":7\r\n")
        let digest = "0e22d7c32fe8b5ec7b16c6c5f8dba6b9c1dfd6d6"
        #expect(redis("EVALSHA \(digest) 0") == "-NOSCRIPT No matching script. Please use EVAL.\r\n")
        let loaded = redis(arguments: ["SCRIPT", "LOAD", "return 8"])
        let own = String(loaded.split(separator: "\r\n")[1])
        #expect(redis("EVALSHA \(own.uppercased()) 0") == ":8\r\n")
        #expect(redis("SCRIPT EXISTS \(own) \(digest)") == "*2\r\n:1\r\n:0\r\n")
        redis("SCRIPT FLUSH")
        #expect(redis("EVALSHA \(own) 0").hasPrefix("-NOSCRIPT"))
    }

    @Test func `the number of keys is checked before the script`() {
        #expect(redis("EVAL x( a") == "-ERR value is not an integer or out of range\r\n")
        #expect(redis("EVAL x( 1") == "-ERR Number of keys can't be greater than number of args\r\n")
        #expect(redis("EVAL x( -1") == "-ERR Number of keys can't be negative\r\n")
        #expect(redis("EVAL x( 0").hasPrefix("-ERR Error compiling script (new function): user_script:1:"))
        #expect(redis("EVALSHA abc x").hasPrefix("-NOSCRIPT"))
    }

    @Test func `a script that says that it only reads cannot write`() {
        let refusal = "Write commands are not allowed from read-only scripts."
        #expect(run("#!lua flags=no-writes\nreturn redis.call('SET', KEYS[1], 1)").contains(refusal))
        #expect(redis(arguments: ["EVAL_RO", "return redis.call('SET', 'k', 1)", "0"]).contains(refusal))
        #expect(redis(arguments: ["EVAL_RO", "return redis.call('GET', 'k')", "0"]) == "$-1\r\n")
        #expect(run("#!lua flags=odd\nreturn 1") == "-ERR Unexpected flag in script shebang: odd\r\n")
        #expect(run("#!lua x=1\nreturn 1") == "-ERR Unknown lua shebang option: x=1\r\n")
        #expect(run("#!lua") == "-ERR Invalid script shebang\r\n")
        #expect(run("#!js\n") == "-ERR Unexpected engine in script shebang: #!js\r\n")
    }

    @Test func `without memory a script cannot write, unless it says that it does not mind`() {
        redis("SET a \(String(repeating: "x", count: 1000))")
        redis("CONFIG SET maxmemory 1")
        #expect(run("return redis.call('SET', KEYS[1], 1)").hasPrefix("-OOM command not allowed"))
        #expect(run("#!lua\nreturn 1").hasPrefix("-OOM "))
        #expect(run("#!lua flags=allow-oom\nreturn redis.call('SET', KEYS[1], 1)") == "+OK\r\n")
        #expect(run("#!lua flags=no-writes\nreturn redis.call('GET', KEYS[1])") == "$1\r\n1\r\n")
    }

    @Test func `a script in a transaction is one of its commands`() {
        redis("MULTI")
        redis(arguments: ["EVAL", "return redis.call('INCR', 'n')", "0"])
        redis("INCR n")
        #expect(redis("EXEC") == "*2\r\n:1\r\n:2\r\n")
    }

    @Test func `a watched key that a script changes fails the transaction`() {
        redis("WATCH k")
        redis("MULTI")
        redis("GET k")
        redis.anotherClient()(arguments: ["EVAL", "redis.call('SET', 'k', 1)", "0"])
        #expect(redis("EXEC") == "*-1\r\n")
    }

    @Test func `those who wait for a list get what a script leaves`() {
        let other = redis.anotherClient()
        other("BLPOP l 0")
        #expect(
            run("redis.call('RPUSH', 'l', 'a') redis.call('RPUSH', 'l', 'b') redis.call('LPOP', 'l')")
                == "$-1\r\n")
        #expect(other.takeMail() == "*2\r\n$1\r\nl\r\n$1\r\nb\r\n")
    }

    @Test func `a user's rules hold in scripts`() {
        redis("ACL SETUSER ann on nopass +@all -set ~k*")
        redis("AUTH ann x")
        #expect(
            run("return redis.call('SET', 'k', 1)").hasPrefix(
                "-ERR The user executing the script can't run this command or subcommand script: "))
        #expect(
            run("return redis.pcall('GET', 'x')")
                == "-ERR The user executing the script can't access at least one of the keys mentioned in the "
                + "command arguments\r\n")
        #expect(run("return redis.acl_check_cmd('SET', 'k', 1)") == "$-1\r\n")
        #expect(run("return redis.acl_check_cmd('GET', 'k')") == ":1\r\n")
    }

    @Test func `who monitors sees the script and then its commands`() {
        let other = redis.anotherClient()
        other("MONITOR")
        _ = other.takeMail()
        _ = run("redis.call('SET', KEYS[1], 1)")
        let lines = other.takeMail().split(separator: "\r\n").map { $0.drop { $0 != "[" } }
        #expect(lines.count == 2)
        #expect(lines.last == "[0 lua] \"SET\" \"k\" \"1\"")
    }

    @Test func `a reply nests as deeply as Lua's stack, and then is an error`() {
        let reply = run("local a = {} a[1] = a return a")
        #expect(reply.hasSuffix("-ERR reached lua stack limit\r\n"))
        #expect(reply.split(separator: "\r\n").count == 7996)
    }

    @Test func `scripts speak RESP3 when they say so, and their callers what they did`() {
        redis("HSET h f v")
        #expect(run("redis.setresp(3) return redis.call('HGETALL', 'h').map.f") == "$1\r\nv\r\n")
        #expect(run("redis.setresp(3) return redis.call('HGETALL', 'h')") == "*2\r\n$1\r\nf\r\n$1\r\nv\r\n")
        redis("HELLO 3")
        #expect(run("redis.setresp(3) return redis.call('HGETALL', 'h')") == "%1\r\n$1\r\nf\r\n$1\r\nv\r\n")
        #expect(run("return {double = 1.5}") == ",1.5\r\n")
        #expect(run("return {big_number = '12'}") == "(12\r\n")
        #expect(run("redis.setresp(3) return true") == "#t\r\n")
        #expect(run("return {set = {a = true}}") == "~1\r\n$1\r\na\r\n")
    }
}
