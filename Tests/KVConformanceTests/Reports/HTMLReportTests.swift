// Tests of the page: what is on it, that it asks for nothing, and that nothing on it can be taken for markup. How it
// looks is for eyes.

import Testing

@testable import KVConformance

@Suite struct HTMLReportTests {
    private func page() throws -> String { try HTMLReport.text(ReportFixture.result()) }

    @Test func `it tells the sums, family by family`() throws {
        let page = try page()
        #expect(page.contains("<title>3 cases fail: hermetic-kv, redis-server 7.0.15</title>"))
        #expect(page.contains("<dt>differing</dt><dd>3</dd>"))
        #expect(
            page.contains(
                "<a href=\"#strings\">strings</a></th><td class=\"\">5</td><td class=\"\">1</td>"
                    + "<td class=\"failing\">3</td><td class=\"listed\">1</td>"))
    }

    @Test(arguments: [
        ("identical", "identical", "lists/lset:all-is-well", ""),
        ("failing", "differing", "strings/get:all-is-well", " open"),
        ("listed", "listed", "strings/get:it-is-meant", ""),
        ("failing", "gone", "strings/set:no-longer", " open"),
        ("failing", "unrecorded", "strings/set:not-yet", " open"),
    ])
    func `a case has its verdict and its anchor`(kind: String, verdict: String, anchor: String, open: String)
        throws
    {
        let page = try page()
        #expect(
            page.contains(
                "<details class=\"case \(kind)\" id=\"\(anchor)\"\(open)>\n<summary><b>\(verdict)</b>"))
        #expect(page.contains("<a href=\"#\(anchor)\""))
    }

    @Test func `replies that differ stand side by side`() throws {
        let page = try page()
        let sides =
            "<code><i>3</i>GET k</code><pre class=\"reference\"><small>redis-server 7.0.15</small>"
            + "<mark>&quot;v&quot;</mark></pre><pre class=\"candidate\"><small>hermetic-kv</small>"
            + "<mark>&quot;&lt;w&gt;&quot;</mark></pre>"
        #expect(page.contains("<div class=\"step differs\">" + sides))
        #expect(page.contains("<code><i>2</i>SET k &lt;v&gt;</code><pre class=\"both\">+OK</pre>"))
    }

    @Test func `what was not run is told`() throws {
        var result = RunResult(reference: "r", candidate: "c")
        result.cases = [try ReportFixture.result("a/b", "a case", .notRun)]
        let page = HTMLReport.text(result)
        #expect(page.contains("<small>1 not run: they need a clock that can be moved</small>"))
        #expect(page.contains("<details class=\"case idle\" id=\"a/b:a-case\">\n<summary><b>not run</b>"))
    }

    @Test func `only the lines that differ are marked`() {
        let lines = (["*2", "  :1", "  :2"], ["*2", "  :1", "  :3"])
        let script = Case(
            title: "a",
            steps: [Step(source: "X", line: 2, connection: 1, action: .read, mark: .exact)])
        let difference = Difference(source: "X", line: 2, reference: lines.0, candidate: lines.1)
        let transcripts = [lines.0, lines.1].map {
            Transcript(title: "a", steps: [.init(source: "X", lines: $0)])
        }
        var result = RunResult(reference: "r", candidate: "c")
        result.cases = [
            CaseResult(
                file: "a/b", script: script, verdict: .differing([difference]), reference: transcripts[0],
                candidate: transcripts[1])
        ]
        let page = HTMLReport.text(result)
        #expect(page.contains("*2\n  :1\n<mark>  :2</mark></pre>"))
        #expect(page.contains("*2\n  :1\n<mark>  :3</mark></pre>"))
    }

    @Test func `long replies that are the same are folded`() {
        let lines = ["*9"] + Array(repeating: "  :1", count: 9)
        let steps = [Step(source: "X", line: 2, connection: 1, action: .read, mark: .exact)]
        let transcript = Transcript(title: "a", steps: [.init(source: "X", lines: lines)])
        var result = RunResult(reference: "r", candidate: "c")
        result.cases = [
            CaseResult(
                file: "a/b", script: Case(title: "a", steps: steps), verdict: .identical,
                reference: transcript,
                candidate: transcript)
        ]
        #expect(
            HTMLReport.text(result).contains(
                "<details class=\"both\"><summary>*9 (10 lines)</summary><pre>*9\n"))
    }

    @Test func `nothing in it is taken for markup`() throws {
        let page = try page()
        #expect(
            page.contains("&lt;b&gt; &amp; &quot;quotes&quot; &#39;too&#39; ]]&gt; \\u{1}\\u{8}\\u{fffe}"))
        #expect(page.count(of: "<script>") == 1)
        #expect(page.count(of: "</script>") == 1)
        #expect(page.count(of: "<b>") == 6)
    }

    @Test func `it asks for nothing from anywhere`() throws {
        let page = try page()
        for word in ["http:", "https:", "src=\"", "url(", "@import", "<link"] {
            #expect(!page.contains(word), "\(word)")
        }
        #expect(page.contains("default-src 'none'"))
    }

    @Test func `its elements are closed in their order`() throws {
        let page = try page()
        let start = try #require(page.firstRange(of: "<main>")).lowerBound
        let end = try #require(page.firstRange(of: "</main>")).upperBound
        // XML has no attribute without a value.
        let text = page[start..<end].replacing(" open>", with: ">")
        #expect(MarkupReader.elements(of: String(text)) != nil)
    }

    @Test func `titles that look alike have anchors of their own`() {
        var anchors = HTMLAnchors("a/b")
        let found = ["One, two!", "one two", "?", "one-two", "\u{e9}"].map { anchors.anchor($0) }
        #expect(found == ["a/b:one-two", "a/b:one-two-2", "a/b:", "a/b:one-two-3", "a/b:-2"])
    }
}

extension String {
    /// How often a text is in this one.
    fileprivate func count(of text: String) -> Int { ranges(of: text).count }
}
