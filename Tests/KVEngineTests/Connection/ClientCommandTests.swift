// CLIENT's subcommands about identity, lists, ends and replies.

import Testing

@testable import KVEngine

@Suite struct ClientCommandTests {
    let redis = TestEngine()

    @Test func `names are printable ASCII without spaces`() {
        let refusal = "-ERR Client names cannot contain spaces, newlines or special characters.\r\n"
        for name in ["\"a b\"", "\"a\\nb\"", "\"\\x7f\"", "\"\\xff\""] {
            #expect(redis("CLIENT SETNAME \(name)") == refusal)
        }
        #expect(redis("CLIENT GETNAME") == "$-1\r\n")
        #expect(redis("CLIENT SETNAME a~!b") == "+OK\r\n")
        #expect(redis("CLIENT GETNAME") == "$4\r\na~!b\r\n")
        #expect(redis("CLIENT SETNAME \"\"") == "+OK\r\n")
        #expect(redis("CLIENT GETNAME") == "$-1\r\n")
    }

    @Test func `SETINFO notes the library as Redis 7_2 does`() {
        #expect(redis("CLIENT SETINFO LIB-NAME redis-py") == "+OK\r\n")
        #expect(redis("CLIENT SETINFO lib-ver 5.0") == "+OK\r\n")
        #expect(redis.client.libraryName == Array("redis-py".utf8))
        #expect(redis("CLIENT SETINFO foo 1") == "-ERR Unrecognized option 'foo'\r\n")
        #expect(
            redis("CLIENT SETINFO lib-ver 'a b'")
                == "-ERR lib-ver cannot contain spaces, newlines or special characters.\r\n")
    }

    @Test func `CLIENT INFO has the fields of 7_0 in their order`() {
        redis.client.address = "127.0.0.1:5000"
        redis.client.localAddress = "127.0.0.1:6379"
        redis.client.descriptor = 9
        redis("CLIENT SETNAME app")
        redis("CLIENT NO-EVICT on")
        redis.advance(milliseconds: 3500)
        let line = """
            id=1 addr=127.0.0.1:5000 laddr=127.0.0.1:6379 fd=9 name=app age=3 idle=3 flags=e db=0 sub=0 psub=0 \
            ssub=0 multi=-1 qbuf=0 qbuf-free=0 argv-mem=0 multi-mem=0 rbs=0 rbp=0 obl=0 oll=0 omem=0 \
            tot-mem=259 events=r cmd=client|info user=default redir=-1 resp=2\n
            """
        #expect(redis("CLIENT INFO") == "$\(line.utf8.count)\r\n\(line)\r\n")
    }

    @Test func `CLIENT LIST filters by type and by ID, oldest first`() {
        let second = redis.anotherClient()
        second("nosuch")
        let all = redis("CLIENT LIST")
        #expect(all.contains("id=1 ") && all.contains("id=2 ") && all.contains("cmd=NULL"))
        #expect(redis("CLIENT LIST TYPE pubsub") == "$0\r\n\r\n")
        #expect(!redis("CLIENT LIST ID 2 9").contains("id=1 "))
        #expect(redis("CLIENT LIST ID 1 x") == "-ERR Invalid client ID\r\n")
        #expect(redis("CLIENT LIST TYPE x") == "-ERR Unknown client type 'x'\r\n")
        #expect(redis("CLIENT LIST TYPE normal x") == "-ERR syntax error\r\n")
    }

    @Test func `CLIENT KILL closes others at once and the caller after its reply`() {
        let second = redis.anotherClient()
        second.client.address = "10.0.0.1:1"
        #expect(redis("CLIENT KILL 10.0.0.2:1") == "-ERR No such client\r\n")
        #expect(redis("CLIENT KILL 10.0.0.1:1") == "+OK\r\n")
        #expect(second.client.ending == .closeNow)
        #expect(redis.engine.clients.count == 1)
        #expect(redis("CLIENT KILL TYPE normal") == ":0\r\n")
        #expect(redis("CLIENT KILL ID 1 SKIPME no") == ":1\r\n")
        #expect(redis.client.ending == .closeAfterReply)
    }

    @Test func `CLIENT KILL's filters are read from left to right`() {
        #expect(redis("CLIENT KILL ID 0 TYPE x") == "-ERR client-id should be greater than 0\r\n")
        #expect(redis("CLIENT KILL TYPE x ID 0") == "-ERR Unknown client type 'x'\r\n")
        #expect(redis("CLIENT KILL USER x SKIPME maybe") == "-ERR No such user 'x'\r\n")
        #expect(redis("CLIENT KILL USER default SKIPME maybe") == "-ERR syntax error\r\n")
        #expect(redis("CLIENT KILL ID 7 ADDR") == "-ERR syntax error\r\n")
        #expect(redis("CLIENT KILL MAXAGE 1") == "-ERR syntax error\r\n")
    }

    @Test func `CLIENT REPLY drops replies, errors and refusals included`() {
        #expect(redis("CLIENT REPLY OFF") == "")
        #expect(redis("PING") == "" && redis("nosuch") == "" && redis("LPUSH") == "")
        #expect(redis("CLIENT REPLY SKIP") == "")
        #expect(redis("PING") == "", "SKIP does not end OFF")
        #expect(redis("CLIENT REPLY ON") == "+OK\r\n")
        #expect(redis("CLIENT REPLY SKIP") == "")
        #expect(redis("nosuch") == "")
        #expect(redis("PING") == "+PONG\r\n")
        #expect(redis("CLIENT REPLY maybe") == "-ERR syntax error\r\n")
    }

    @Test func `what is off answers as an idle Redis does`() {
        #expect(redis("CLIENT GETREDIR") == ":-1\r\n")
        #expect(redis("CLIENT UNBLOCK 1 ERROR") == ":0\r\n")
        #expect(redis("CLIENT UNBLOCK x no") == "-ERR CLIENT UNBLOCK reason should be TIMEOUT or ERROR\r\n")
    }
}
