// Scripts and functions for random commands: short ones that meet the same keys as everything else, with mistakes of
// the kinds that people make. None depends on time, chance or the order of a hash table.

import KVEngine

extension FuzzValues {
    /// Values of the arguments of scripting commands, by their names.
    static let scripting: [String: [String]] = [
        "script": scripts,
        "sha1": digests + ["", "0123", String(repeating: "0", count: 40)],
        "numkeys": ["0", "1", "1", "2", "2", "3", "-1", "x"],
        "function": ["f", "g", "F", "w", "missing"],
        "library-name": ["one", "two", "none"],
        "function-code": libraries,
    ]

    private static let scripts =
        bodies + bodies.prefix(8).map { "#!lua flags=no-writes\n\($0)" } + [
            "#!lua\nreturn 1", "#!lua flags=x\nreturn 1",
        ]

    private static let bodies = [
        "return redis.call('GET', KEYS[1])",
        "return redis.call('SET', KEYS[1], ARGV[1])",
        "return redis.call('INCRBY', KEYS[1], 3)",
        "return redis.pcall('LPUSH', KEYS[1], 'a', 'b')",
        "return redis.call('LRANGE', KEYS[1], 0, -1)",
        "redis.call('ZADD', KEYS[1], 1.5, 'a', 2, 'b') return redis.call('ZRANGE', KEYS[1], 0, -1, 'WITHSCORES')",
        "redis.setresp(3) return redis.call('ZRANGE', KEYS[1], 0, -1, 'WITHSCORES')",
        "return redis.call('HSET', KEYS[1], 'f', ARGV[1] or 'none')",
        "return {#KEYS, #ARGV, KEYS[1], ARGV[1], 3.9, false, 'not seen'}",
        "return {KEYS, ARGV}",
        "return redis.call('TYPE', KEYS[1])",
        "return redis.call('TYPE', KEYS[1]).ok .. ':' .. redis.call('EXISTS', KEYS[1])",
        "if redis.call('EXISTS', KEYS[1]) == 1 then return redis.call('DEL', KEYS[1]) else return 0 end",
        "local n = 0 for i = 1, 10 do n = n + i end return n",
        "local ok, e = pcall(redis.call, 'LPOP', KEYS[1]) return {tostring(ok), tostring(e)}",
        "return redis.error_reply('MINE of the script')",
        "return redis.status_reply('FINE')",
        "return cjson.encode({a = 1, b = {1, 2, 3}, c = ARGV[1]})",
        "return cmsgpack.unpack(cmsgpack.pack({1, 2, {x = 'y'}}))",
        "return redis.sha1hex(ARGV[1] or '')",
        "return string.format('%5.2f|%s|%d', 3.14159, tostring(nil), 42)",
        "return {string.find(ARGV[1] or '', '(%a+)(%d*)')}",
        "redis.call('SELECT', 1) return redis.call('EXISTS', KEYS[1])",
        "return redis.call('nosuchcommand')",
        "return redis.call('GET')",
        "return redis.call('BLPOP', KEYS[1], 0)",
        "x = 1", "return x", "return 1 +", "error('stop')", "error({err = 'OWN error'})", "return nil .. 'a'",
        "local t = {} t[1] = 1 t[3] = 3 return t",
        "return {double = 1.5}", "return {map = {a = 1}}", "return {set = {a = true}}",
        "return {big_number = '12'}",
        "return {ok = 'status', err = 'ERR both'}",
    ]

    private static let digests = bodies.prefix(12).map { body in
        String(decoding: ScriptDigest.of(Array(body.utf8)), as: UTF8.self)
    }

    private static let libraries = [
        "#!lua name=one\nredis.register_function('f', function(keys, args) return {keys, args} end)",
        "#!lua name=one\nredis.register_function('g', function(keys) return redis.call('INCR', keys[1]) end)",
        "#!lua name=two\nredis.register_function{function_name = 'w', flags = {'no-writes'}, "
            + "callback = function(keys) return redis.call('SET', keys[1], 1) end}",
        "#!lua name=two\nredis.register_function('f', function() return 2 end)",
        "#!lua name=two\nreturn 1", "#!lua name=a-b\n", "#!lua\n", "return 1", "#!lua name=two\nreturn 1 +",
        "#!lua name=two\nredis.register_function('f', 1)",
    ]
}
