// COMMAND and its subcommands, in both versions of the protocol.

import Testing

@testable import KVEngine

@Suite struct CommandTests {
    private let redis = TestEngine()
    private let table = CommandTable.redis

    /// A reply with its line ends made visible, which reads better.
    private func reply(_ line: String) -> String {
        redis(line).split(separator: "\r\n", omittingEmptySubsequences: false).dropLast().joined(
            separator: " ")
    }

    @Test func `COMMAND COUNT counts commands, not subcommands`() {
        #expect(reply("COMMAND COUNT") == ":\(table.commandIDs.count)")
        #expect(table.commandIDs.count < table.count)
        #expect(reply("COMMAND COUNT x") == "-ERR wrong number of arguments for 'command|count' command")
    }

    @Test func `COMMAND alone and COMMAND INFO alone describe every command`() {
        #expect(reply("COMMAND").hasPrefix("*\(table.commandIDs.count) *10 $"))
        #expect(reply("COMMAND") == reply("COMMAND INFO"))
        #expect(reply("COMMAND").contains(" $10 config|get :-3 "))
    }

    @Test func `COMMAND INFO gives a command's header, and null for what is none`() {
        let header = """
            *2 *10 $3 get :2 *2 +readonly +fast :1 :1 :1 *3 +@read +@string +@fast *0 *1 *6 $5 flags *2 +RO \
            +access $12 begin_search *4 $4 type $5 index $4 spec *2 $5 index :1 $9 find_keys *4 $4 type \
            $5 range $4 spec *6 $7 lastkey :0 $7 keystep :1 $5 limit :0 *0 $-1
            """
        #expect(reply("COMMAND INFO GeT nosuch") == header)
    }

    @Test func `RESP3 has sets and maps where RESP2 has arrays`() {
        redis("HELLO 3")
        let header = """
            *2 *10 $3 get :2 ~2 +readonly +fast :1 :1 :1 ~3 +@read +@string +@fast ~0 ~1 %3 $5 flags ~2 +RO \
            +access $12 begin_search %2 $4 type $5 index $4 spec %1 $5 index :1 $9 find_keys %2 $4 type \
            $5 range $4 spec %3 $7 lastkey :0 $7 keystep :1 $5 limit :0 ~0 _
            """
        #expect(reply("COMMAND INFO get nosuch") == header)
        #expect(reply("COMMAND DOCS nosuch") == "%0")
        #expect(reply("COMMAND DOCS setnx").hasPrefix("%1 $5 setnx %5 $7 summary $"))
        #expect(reply("COMMAND GETKEYSANDFLAGS SET a b") == "*1 *2 $1 a ~2 +OW +update")
    }

    @Test(arguments: ["config|GET", "Config|get"])
    func `a subcommand is named with its container`(name: String) {
        #expect(reply("COMMAND INFO \(name)").hasPrefix("*1 *10 $10 config|get :-3 "))
        #expect(reply("COMMAND DOCS \(name)").hasPrefix("*2 $10 config|get *"))
    }

    @Test(arguments: ["config|get|x", "config|", "|", "|get", "get|x", "config|nosuch", "\"config get\""])
    func `a wrong name is no command`(name: String) {
        #expect(reply("COMMAND INFO \(name)") == "*1 $-1")
        #expect(reply("COMMAND DOCS \(name)") == "*0")
    }

    @Test func `COMMAND DOCS tells of arguments as a tree`() {
        let docs = reply("COMMAND DOCS lpos")
        #expect(docs.contains("$9 arguments *5 *6 $4 name $3 key $4 type $3 key $14 key_spec_index :0 *4 "))
        let rank = "*8 $4 name $4 rank $4 type $7 integer $5 token $4 RANK $5 flags *1 +optional"
        #expect(docs.contains(rank))
    }

    @Test func `COMMAND DOCS says what is deprecated, and by what`() {
        let docs = reply("COMMAND DOCS rpoplpush")
        #expect(docs.contains("$9 doc_flags *1 +deprecated $16 deprecated_since $5 6.2.0 $11 replaced_by $"))
        #expect(reply("COMMAND DOCS debug").contains("$9 doc_flags *1 +syscmd"))
        #expect(!reply("COMMAND DOCS get").contains("doc_flags"))
    }

    @Test func `COMMAND DOCS tells what came when`() {
        let docs = reply("COMMAND DOCS lpop")
        #expect(docs.contains(" $7 history *1 *2 $5 6.2.0 $15 Argument count. $9 arguments "))
        #expect(docs.contains("$4 type $7 integer $5 since $5 6.2.0 $5 flags *1 +optional"))
        #expect(reply("COMMAND DOCS client|kill").contains(" $16 deprecated_since $6 2.8.12 "))
        redis("HELLO 3")
        #expect(reply("COMMAND DOCS lpop").contains(" $7 history ~1 *2 $5 6.2.0 "))
    }

    @Test func `COMMAND DOCS of a container holds those of its subcommands`() {
        let docs = reply("COMMAND DOCS object")
        #expect(docs.hasPrefix("*2 $6 object *10 $7 summary "))
        #expect(docs.contains("$11 subcommands *10 $15 object|encoding *10 $7 summary "))
    }

    @Test func `COMMAND LIST names commands and subcommands`() {
        let names = reply("COMMAND LIST")
        #expect(names.hasPrefix("*\(table.count) $"))
        #expect(names.contains(" $10 config|get "))
    }

    @Test func `COMMAND LIST filters by pattern, by category and by module`() {
        #expect(reply("COMMAND LIST FILTERBY PATTERN OBJECT|F*") == "*1 $11 object|freq")
        #expect(reply("COMMAND LIST FILTERBY PATTERN nosuch*") == "*0")
        #expect(reply("COMMAND LIST FILTERBY ACLCAT STRING").contains(" $6 append "))
        #expect(!reply("COMMAND LIST FILTERBY ACLCAT string").contains(" $5 lpush"))
        #expect(reply("COMMAND LIST FILTERBY ACLCAT @string") == "*0")
        #expect(reply("COMMAND LIST FILTERBY MODULE any") == "*0")
    }

    @Test(arguments: ["x", "FILTERBY", "FILTERBY PATTERN", "FILTERBY x y", "FILTERBY PATTERN a b"])
    func `a filter is one of three`(filter: String) {
        #expect(reply("COMMAND LIST \(filter)") == "-ERR syntax error")
    }

    @Test func `COMMAND HELP lists the subcommands, and others are refused`() {
        #expect(reply("COMMAND HELP").hasPrefix("*17 +COMMAND <subcommand> "))
        #expect(reply("COMMAND foo") == "-ERR unknown subcommand 'foo'. Try COMMAND HELP.")
    }
}
