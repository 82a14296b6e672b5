// Tests of what a mark takes out of a reply before it is compared.

import Testing

@testable import KVConformance

@Suite struct ObservationTests {
    private func lines(_ text: String, _ mark: Step.Mark) throws -> [String] {
        var reader = WireReader(Array(text.utf8))
        return Observation.lines(.reply(try #require(try reader.reply())), mark)
    }

    private let unsorted = "*4\r\n+d\r\n+a\r\n+c\r\n+b\r\n"

    @Test(arguments: [Step.Mark.exact, .approximate(1), .scan])
    func `a reply stays as it is`(mark: Step.Mark) throws {
        #expect(try lines(unsorted, mark) == ["*4", "  +d", "  +a", "  +c", "  +b"])
    }

    @Test func `elements are sorted`() throws {
        #expect(try lines(unsorted, .unordered) == ["*4", "  +a", "  +b", "  +c", "  +d"])
        #expect(try lines("+d\r\n", .unordered) == ["+d"])
    }

    @Test func `pairs stay together`() throws {
        #expect(try lines(unsorted, .pairs) == ["*4", "  +c", "  +b", "  +d", "  +a"])
        #expect(try lines("*3\r\n+b\r\n+1\r\n+a\r\n", .pairs) == ["*3", "  +a", "  +b", "  +1"])
    }

    @Test(arguments: [Step.Mark.unordered, .pairs])
    func `the entries of a map are pairs`(mark: Step.Mark) throws {
        #expect(try lines("%2\r\n+d\r\n+a\r\n+c\r\n+b\r\n", mark) == ["%2", "  +c", "  +b", "  +d", "  +a"])
    }

    @Test(arguments: [Step.Mark.shape, .keep("id")])
    func `of a shape, types and numbers of elements count`(mark: Step.Mark) throws {
        #expect(try lines(":7\r\n", mark) == ["(integer)"])
        let reply = "*3\r\n$1\r\na\r\n:1\r\n*1\r\n,1.5\r\n"
        #expect(try lines(reply, mark) == ["*3", "  (bulk string)", "  (integer)", "  *1", "    (double)"])
    }

    @Test(arguments: [
        (":1\r\n", "(integer)"), (",1.5\r\n", "(double)"), ("+OK\r\n", "(simple string)"),
        ("$1\r\na\r\n", "(bulk string)"), ("=5\r\ntxt:a\r\n", "(verbatim string)"), ("%0\r\n", "(map)"),
        ("~0\r\n", "(set)"), (">0\r\n", "(push)"), ("*0\r\n", "(array)"), ("$-1\r\n", "$-1"), ("_\r\n", "_"),
        ("#t\r\n", "#t"),
    ])
    func `of a type, nothing but it counts`(reply: String, type: String) throws {
        #expect(try lines(reply, .type) == [type])
    }

    private var info: String {
        let text = "# Stats\r\na:1\r\nb:x=2,y=3\r\ncmdstat_get:calls=4,usec=5\r\n"
        return "$\(text.utf8.count)\r\n\(text)\r\n"
    }

    @Test func `of a text's fields, those that are named count`() throws {
        #expect(try lines(info, .fields(["cmdstat_get.calls", "a"])) == ["a=1", "cmdstat_get.calls=4"])
        #expect(try lines(info, .fields(["# Stats", "b", "none"])) == ["# Stats=", "b=x=2,y=3"])
        #expect(try lines("%2\r\n+a\r\n:1\r\n+b\r\n:2\r\n", .fields(["b"])) == ["b", ":2"])
        #expect(try lines("$11\r\nid=7 name=x\r\n", .fields(["name"])) == ["name=x"])
    }

    @Test func `or their names`() throws {
        #expect(try lines(info, .names) == ["# Stats", "a", "b", "cmdstat_get"])
        #expect(try lines("%1\r\n+a\r\n:1\r\n", .names) == ["a"])
    }

    @Test(arguments: [Step.Mark.fields(["a"]), .names, .type, .shape, .keep("id"), .unordered, .exact])
    func `an error is told whole`(mark: Step.Mark) throws {
        #expect(try lines("-ERR no\r\n", mark) == ["-ERR no"])
        #expect(try lines("!6\r\nERR no\r\n", mark) == ["!\"ERR no\""])
    }

    @Test(arguments: [":1\r\n", "-ERR no\r\n", "*0\r\n"])
    func `anything may be any reply`(reply: String) throws {
        #expect(try lines(reply, .any) == ["(a reply)"])
    }

    @Test func `a verbatim string has fields without its format`() throws {
        #expect(try lines("=15\r\ntxt:id=7 name=x\r\n", .fields(["id", "name"])) == ["id=7", "name=x"])
    }

    @Test func `what is no reply is told as well`() {
        #expect(Observation.lines(.closed, .exact) == ["(closed)"])
        #expect(Observation.lines(.nothing, .type) == ["(nothing)"])
        #expect(Observation.lines(.broken("half"), .shape) == ["(broken: half)"])
    }
}
