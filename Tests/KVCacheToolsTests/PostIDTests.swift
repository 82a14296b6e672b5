// The ids of posts, from the command line and from the blog's file: what is none must never become a key.

import Foundation
import KVProcessSupport
import KVToolSupport
import Testing

@testable import KVCacheTools

struct PostIDTests {
    @Test(arguments: ["0", "7", "12", "18446744073709551615", "99999999999999999999"])
    func `a number is an id`(text: String) {
        #expect(PostID(text, .number)?.description == text)
    }

    @Test(arguments: ["", "12x", "*", "1 2", "-1", "012", "00", "+1", "1.0", "１２", "100000000000000000000"])
    func `what is no number is no id`(text: String) {
        #expect(PostID(text, .number) == nil)
    }

    @Test func `words are ids where they are asked for`() {
        #expect(PostID("my-first_post", .word) != nil)
        #expect(PostID("012", .word) != nil)
        #expect(PostID(String(repeating: "a", count: 128), .word) != nil)
        for text in ["", "a b", "a:b", "a*", "é", String(repeating: "a", count: 129)] {
            #expect(PostID(text, .word) == nil, "\(text)")
        }
    }

    @Test func `a post has three keys, in this order`() throws {
        let id = try #require(PostID("12", .number))
        #expect(keysForPost(id) == ["likes:12", "like_count:12", "share_count:12"])
    }

    // MARK: The command line

    private func options(_ arguments: String...) throws -> BustOptions {
        guard case .run(let flags) = try CommandLineInterface.bustKVCache.parse(arguments) else {
            throw UsageError("no run")
        }
        return try BustOptions(flags)
    }

    @Test func `posts are listed with commas, and over several flags`() throws {
        let posts = try #require(try options("--posts=12,34", "--posts", "12,5").posts)
        #expect(posts.ids.map(\.description) == ["12", "34", "5"])
        #expect(posts.repeated.map(\.description) == ["12"])
        #expect(try options("--dry-run").posts == nil)
    }

    @Test(arguments: [
        ("--posts=", "--posts= names no post; for all posts leave the flag out"),
        (
            "--posts=1,,2",
            "--posts: item 2 of 3, \"\", is not a number such as 12; --string-ids allows letters"
        ),
        (
            "--posts=1,12x",
            "--posts: item 2 of 2, \"12x\", is not a number such as 12; --string-ids allows letters"
        ),
        ("--dryrun", "unknown flag --dryrun; did you mean --dry-run?"),
        ("12", "unexpected argument 12"),
    ])
    func `a mistake is told with its place`(argument: String, message: String) {
        #expect(throws: UsageError(message)) { try options(argument) }
    }

    // MARK: The file

    private func ids(_ json: String, _ form: PostID.Form = .number) throws -> [String] {
        try BlogFile.ids(of: Data(json.utf8), "_blog.json", form).ids.map(\.description)
    }

    @Test func `ids are numbers or strings, and the same when they are spelled the same`() throws {
        #expect(
            try ids(#"[{"id": 12, "title": "a"}, {"id": "34"}, {"id": "12"}, {"id": 18446744073709551615}]"#)
                == ["12", "34", "18446744073709551615"])
        #expect(try ids("[]") == [])
        #expect(try ids(#"[{"id": "hello-world"}]"#, .word) == ["hello-world"])
    }

    @Test(arguments: [
        (#"[{"id": 1}, {"title": "x"}]"#, "_blog.json: entry 1 has no id"),
        (#"[{"id": true}]"#, "_blog.json: entry 0: the id is neither a whole number nor a string"),
        (#"[{"id": 12.5}]"#, "_blog.json: entry 0: the id is neither a whole number nor a string"),
        (#"[{"id": null}]"#, "_blog.json: entry 0: the id is neither a whole number nor a string"),
        (#"[{"id": [1]}]"#, "_blog.json: entry 0: the id is neither a whole number nor a string"),
        (#"[{"id": -1}]"#, "_blog.json: entry 0: the id \"-1\" is not"),
        (#"[{"id": "12x"}]"#, "_blog.json: entry 0: the id \"12x\" is not"),
        (#"[{"id": 1}, 2]"#, "_blog.json: entry 1 is no object"),
        (#"[{"id": 1}, null]"#, "_blog.json: entry 1 is no object"),
        (#"{"id": 1}"#, "_blog.json is no JSON array of posts"),
        (#"12"#, "_blog.json is no JSON array of posts"),
        (#"[{"id": 1},"#, "_blog.json is not valid JSON"),
        ("", "_blog.json is not valid JSON"),
    ])
    func `what is wrong with the file is told with the entry`(json: String, message: String) {
        let error = #expect(throws: ToolError.self) { try ids(json) }
        #expect(error?.description.hasPrefix(message) == true, "\(error.debugDescription)")
    }
}
