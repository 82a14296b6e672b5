// Where a server is, in the words of a configuration.

import KVClient
import Testing

@Suite struct URLTests {
    private typealias Parts = (text: String, url: KVURL)

    private static let good: [Parts] = [
        ("redis://127.0.0.1:6379", KVURL(.tcp(host: "127.0.0.1", port: 6379))),
        ("redis://cache", KVURL(.tcp(host: "cache", port: 6379))),
        ("REDIS://cache:", KVURL(.tcp(host: "cache", port: 6379))),
        ("redis://cache/", KVURL(.tcp(host: "cache", port: 6379))),
        ("redis://cache:7000/3", KVURL(.tcp(host: "cache", port: 7000), database: 3)),
        ("redis://:secret@cache", KVURL(.tcp(host: "cache", port: 6379), password: "secret")),
        ("redis://ada@cache", KVURL(.tcp(host: "cache", port: 6379), user: "ada")),
        ("redis://ada:@cache", KVURL(.tcp(host: "cache", port: 6379), user: "ada")),
        (
            "redis://ada:se:cr@et@cache",
            KVURL(.tcp(host: "cache", port: 6379), user: "ada", password: "se:cr@et")
        ),
        (
            "redis://%C3%A4:%2f%3F%23%40@cache:1/0",
            KVURL(.tcp(host: "cache", port: 1), user: "ä", password: "/?#@")
        ),
        ("redis://[::1]:6380/2", KVURL(.tcp(host: "::1", port: 6380), database: 2)),
        ("redis://:p@[2001:db8::7]", KVURL(.tcp(host: "2001:db8::7", port: 6379), password: "p")),
        (
            "redis://cache?db=4&password=a%26b",
            KVURL(.tcp(host: "cache", port: 6379), password: "a&b", database: 4)
        ),
        ("redis://cache/4?db=4&timeout=5s#top", KVURL(.tcp(host: "cache", port: 6379), database: 4)),
        (
            "redis://cache?user=ada&password=x",
            KVURL(.tcp(host: "cache", port: 6379), user: "ada", password: "x")
        ),
        ("rediss://cache:7000/1", KVURL(.tls(host: "cache", port: 7000), database: 1)),
        ("unix:///run/kv.sock", KVURL(.unix(path: "/run/kv.sock"))),
        ("unix:///run/a@b%20c.sock?db=5", KVURL(.unix(path: "/run/a@b c.sock"), database: 5)),
        ("redis+unix://:pw@/run/kv.sock", KVURL(.unix(path: "/run/kv.sock"), password: "pw")),
        ("redis-socket:///run/kv.sock?password=pw", KVURL(.unix(path: "/run/kv.sock"), password: "pw")),
        ("https://us1.example.io", KVURL(.rest(url: "https://us1.example.io"))),
        (
            "https://:tok%20en@us1.example.io/",
            KVURL(.rest(url: "https://us1.example.io"), password: "tok en")
        ),
        ("http://[::1]:8079/base/", KVURL(.rest(url: "http://[::1]:8079/base"))),
    ]

    @Test func `every form is read`() throws {
        for (text, url) in URLTests.good { #expect(try KVURL(text) == url, "\(text)") }
    }

    @Test func `what is wrong is named`() {
        let wrong = [
            ("", "scheme"), ("localhost:6379", "scheme"), ("redis:/cache", "scheme"),
            ("mysql://cache", "scheme"),
            ("redis://", "the host is missing"), ("redis://:pw@", "the host is missing"),
            ("redis:///1", "the host is missing"), ("redis://ca che", "a blank"),
            ("redis://cache:0", "the port"), ("redis://cache:65536", "the port"),
            ("redis://cache:+1", "the port"),
            ("redis://::1", "brackets"), ("redis://[::1", "bracket"), ("redis://[::1]x", "between"),
            ("redis://[cache]", "no IPv6"), ("redis://cache/x", "the database"),
            ("redis://cache/-1", "the database"),
            ("redis://cache/1/2", "the database"), ("redis://cache/4294967296", "the database"),
            ("redis://cache?db=", "the database"), ("redis://cache/1?db=2", "different databases"),
            ("redis://a:b@cache?password=c", "given twice"), ("redis://%zz@cache", "the user"),
            ("redis://:%2@cache", "the password"), ("redis://:%ff@cache", "the password is no text"),
            ("redis://:%00@cache", "the password is no text"),
            ("unix://", "the path"), ("unix:///", "the path"), ("unix://run/kv.sock", "no host"),
            ("unix://a@run/kv.sock", "no host"), ("https://cache?x=1", "no query"),
        ]
        for (text, part) in wrong {
            let error = #expect(throws: KVError.self) { try KVURL(text) }
            #expect(error?.code == .invalidURL)
            #expect(error?.message.contains(part) == true, "\(text): \(error?.message ?? "")")
        }
    }

    @Test(arguments: [
        "redis://:hunter2@", "redis://:hun/ter2@cache", "redis://u:hunter2%@cache",
        "redis://:hunter2@cache:x",
        "redis://:hunter2#@cache", "redis://hunter2", "hunter2://x", "unix://hunter2/x",
        "redis://c?db=hunter2",
    ])
    func `no error repeats what may be a password`(text: String) {
        do {
            _ = try KVURL(text)
        } catch {
            #expect(!error.description.contains("hun"))
            #expect(!error.description.contains("ter2"))
        }
    }

    @Test func `a description holds no credentials`() throws {
        let url = try KVURL("redis://ada:hunter2@[::1]:7000/3")
        #expect(url.description == "redis://[::1]:7000/3")
        #expect("\(url)" + String(reflecting: url) == url.description + url.description)
        var dumped = ""
        dump(url, to: &dumped)
        #expect(!dumped.contains("hunter2") && !dumped.contains("ada"))
        #expect(try KVURL("https://:hunter2@us1.example.io").description == "https://us1.example.io")
        #expect(try KVURL("unix://:hunter2@/run/kv.sock?db=1").description == "unix:///run/kv.sock?db=1")
        #expect(try KVURL("https://:hunter2@us1.example.io:8/x").host == "us1.example.io")
        #expect(url.host == "::1")
    }

    @Test func `TLS is refused, and not replaced by plain text`() async throws {
        let error = await #expect(throws: KVError.self) {
            try await KVClient.connect(to: "rediss://127.0.0.1")
        }
        #expect(error?.code == .unsupported)
        #expect(error?.message.contains("TLS") == true)
        let other = await #expect(throws: KVError.self) {
            try await KVClient.connect(to: "https://us1.example.io")
        }
        #expect(other?.code == .unsupported)
    }
}
