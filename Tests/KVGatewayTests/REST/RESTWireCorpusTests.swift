import Testing

@testable import KVGateway

/// What the JavaScript client sends, call by call: each body gives the arguments behind it.
@Suite struct RESTWireCorpusTests {
    private static let calls: [(body: String, arguments: String)] = [
        (#"["get","k"]"#, "get k"),
        (#"["set","k","v"]"#, "set k v"),
        (#"["set","k",42]"#, "set k 42"),
        (#"["set","k",true]"#, "set k true"),
        (#"["set","k","null"]"#, "set k null"),
        (#"["set","k","{\"a\":1,\"b\":[2]}"]"#, #"set k {"a":1,"b":[2]}"#),
        (#"["set","k","v","nx","ex",60]"#, "set k v nx ex 60"),
        (#"["set","k","v","xx","get","px",500]"#, "set k v xx get px 500"),
        (#"["set","k","v","exat",1700000000]"#, "set k v exat 1700000000"),
        (#"["set","k","v","pxat",1700000000000]"#, "set k v pxat 1700000000000"),
        (#"["set","k","v","keepTtl"]"#, "set k v keepTtl"),
        (#"["setex","k",60,"{\"a\":1}"]"#, #"setex k 60 {"a":1}"#),
        (#"["psetex","k",500,"v"]"#, "psetex k 500 v"),
        (#"["setnx","k","v"]"#, "setnx k v"),
        (#"["getex","k","ex",10]"#, "getex k ex 10"),
        (#"["getex","k","persist"]"#, "getex k persist"),
        (#"["getdel","k"]"#, "getdel k"),
        (#"["getset","k",1]"#, "getset k 1"),
        (#"["mget","a","b"]"#, "mget a b"),
        (#"["mset","a",1,"b","{\"c\":2}"]"#, #"mset a 1 b {"c":2}"#),
        (#"["msetnx","a",1]"#, "msetnx a 1"),
        (#"["incrby","k",5]"#, "incrby k 5"),
        (#"["incrbyfloat","k",0.1]"#, "incrbyfloat k 0.1"),
        (#"["append","k","x"]"#, "append k x"),
        (#"["expire","k",60,"NX"]"#, "expire k 60 NX"),
        (#"["expire","k"]"#, "expire k"),
        (#"["pexpire","k",500]"#, "pexpire k 500"),
        (#"["del","a","b","c"]"#, "del a b c"),
        (#"["hset","h","f",1,"g","{\"x\":1}","t",true]"#, #"hset h f 1 g {"x":1} t true"#),
        (#"["hmget","h","f","g"]"#, "hmget h f g"),
        (#"["hrandfield","h",2,"WITHVALUES"]"#, "hrandfield h 2 WITHVALUES"),
        (#"["hscan","h",0,"match","f*","count",10]"#, "hscan h 0 match f* count 10"),
        (#"["hexpire","h",60,"FIELDS",1,"f"]"#, "hexpire h 60 FIELDS 1 f"),
        (#"["hsetex","h","EX",5,"FIELDS",1,"f",1]"#, "hsetex h EX 5 FIELDS 1 f 1"),
        (#"["zadd","z",1,"a",2,"{\"u\":1}"]"#, #"zadd z 1 a 2 {"u":1}"#),
        (#"["zadd","z","nx","ch","gt",1.5,"a"]"#, "zadd z nx ch gt 1.5 a"),
        (#"["zadd","z","incr",1,"a"]"#, "zadd z incr 1 a"),
        (#"["zrange","z",0,9,"rev","withscores"]"#, "zrange z 0 9 rev withscores"),
        (#"["zrange","z","(1","+inf","byscore","limit",0,5]"#, "zrange z (1 +inf byscore limit 0 5"),
        (#"["zrange","z","[a","+","bylex","rev"]"#, "zrange z [a + bylex rev"),
        (#"["zcount","z","-inf",100]"#, "zcount z -inf 100"),
        (#"["zremrangebyscore","z",0,1700000000000]"#, "zremrangebyscore z 0 1700000000000"),
        (
            #"["zunionstore","d",2,"a","b","weights",1,2,"aggregate","sum"]"#,
            "zunionstore d 2 a b weights 1 2 aggregate sum"
        ),
        (#"["lpush","l",1,"a","{\"x\":1}"]"#, #"lpush l 1 a {"x":1}"#),
        (#"["lrange","l",0,-1]"#, "lrange l 0 -1"),
        (#"["lpos","l","a","rank",1,"count",2,"maxLen",9]"#, "lpos l a rank 1 count 2 maxLen 9"),
        (#"["sadd","s","a",1,"{\"x\":1}"]"#, #"sadd s a 1 {"x":1}"#),
        (#"["scan",0]"#, "scan 0"),
        (
            #"["scan","0","match","a*","count",10,"type","string"]"#,
            "scan 0 match a* count 10 type string"
        ),
        (#"["scan","0","withtype"]"#, "scan 0 withtype"),
        (#"["keys","a*"]"#, "keys a*"),
        (#"["evalsha","sha",1,"k1","a1"]"#, "evalsha sha 1 k1 a1"),
        (#"["publish","ch","{\"a\":1}"]"#, #"publish ch {"a":1}"#),
        (#"["XADD","x","*","a",1,"b","c"]"#, "XADD x * a 1 b c"),
        (#"["XADD","x","MAXLEN","~",100,"*","a",1]"#, "XADD x MAXLEN ~ 100 * a 1"),
        (
            #"["XREAD","COUNT",5,"BLOCK",100,"STREAMS","x","0"]"#,
            "XREAD COUNT 5 BLOCK 100 STREAMS x 0"
        ),
        (
            #"["GEOSEARCH","g","FROMMEMBER","a","BYRADIUS",1,"KM","ASC"]"#,
            "GEOSEARCH g FROMMEMBER a BYRADIUS 1 KM ASC"
        ),
        (#"["ping"]"#, "ping"),
        (#"["flushall"]"#, "flushall"),
        (#"["JSON.SET","k","$","{\"a\":1}"]"#, #"JSON.SET k $ {"a":1}"#),
        (#"["JSON.GET","k","$.a"]"#, "JSON.GET k $.a"),
        (#"["CLIENT","SETINFO","LIB-NAME","x"]"#, "CLIENT SETINFO LIB-NAME x"),
        (#"["zrevrange","z","0","9"]"#, "zrevrange z 0 9"),
    ]

    @Test(arguments: calls)
    func `a call's body gives its arguments`(body: String, arguments: String) throws {
        let expected = Row.command(arguments.split(separator: " ").map { Array($0.utf8) })
        #expect(try BodyKind.command.rows(body) == [expected])
        #expect(try BodyKind.pipeline.rows("[\(body), \(body)]") == [expected, expected])
        #expect(try BodyKind.transaction.rows("[\(body)]") == [expected])
    }

    @Test func `an argument may hold spaces`() throws {
        let body = #"["eval","return 1",1,"k1","a1"]"#
        #expect(try BodyKind.command.rows(body) == [.words("eval", "return 1", "1", "k1", "a1")])
    }

    @Test func `a pipeline keeps the order of its rows`() throws {
        let body = #"[["get","a"],["zrange","z",0,9,"rev"],["hgetall","h"],["incrby","c",1]]"#
        let rows: [Row] = [
            .words("get", "a"), .words("zrange", "z", "0", "9", "rev"), .words("hgetall", "h"),
            .words("incrby", "c", "1"),
        ]
        #expect(try BodyKind.pipeline.rows(body) == rows)
        #expect(try BodyKind.transaction.rows(body) == rows)
    }

    @Test func `escapes of a script that only sends ASCII are undone`() throws {
        let body = #"["set","k","{\"a\":\"é\"}","ex",60]"#
        #expect(try BodyKind.command.rows(body) == [.words("set", "k", #"{"a":"é"}"#, "ex", "60")])
        #expect(
            try BodyKind.command.rows(#"["SET", "k", "\u00e9\ud83d\ude00"]"#) == [.words("SET", "k", "é😀")])
    }
}
