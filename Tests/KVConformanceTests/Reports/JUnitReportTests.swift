// Tests of the report for CI systems, read back by an XML parser.

import Testing

@testable import KVConformance

@Suite struct JUnitReportTests {
    private func elements(_ name: String) throws -> [MarkupElement] {
        let text = try JUnitReport.text(ReportFixture.result())
        return try #require(MarkupReader.elements(of: text)).filter { $0.name == name }
    }

    @Test func `the run is named and counted`() throws {
        let run = try #require(try elements("testsuites").first?.attributes)
        #expect(run["name"] == "hermetic-kv against redis-server 7.0.15")
        #expect(["tests", "failures", "skipped", "errors"].map { run[$0] } == ["6", "3", "1", "0"])
    }

    @Test func `a file is a suite and a case is a test`() throws {
        let suites = try elements("testsuite")
        #expect(suites.map { $0.attributes["name"] } == ["lists/lset", "strings/get", "strings/set"])
        #expect(suites.map { $0.attributes["tests"] } == ["1", "2", "3"])
        #expect(suites.map { $0.attributes["failures"] } == ["0", "1", "2"])
        #expect(suites.map { $0.attributes["skipped"] } == ["0", "1", "0"])
        let tests = try elements("testcase")
        #expect(tests.count == 6)
        #expect(tests[1].attributes["classname"] == "strings.get")
        #expect(tests[1].attributes["name"] == "all is well")
    }

    @Test func `a failure has the lines that differ`() throws {
        let failures = try elements("failure")
        #expect(failures.map { $0.attributes["type"] } == ["differing", "gone", "unrecorded"])
        #expect(failures[0].attributes["message"] == "strings/get.case:3: GET k")
        #expect(failures[0].text == "strings/get.case:3: GET k\n- \"v\"\n+ \"<w>\"")
        #expect(failures[1].attributes["message"]?.contains("take it off the list") == true)
        #expect(failures[2].attributes["message"]?.contains("not recorded") == true)
    }

    @Test func `what is meant is skipped, with its reason`() throws {
        #expect(try elements("skipped").map { $0.attributes["message"] } == ["We mean it"])
    }

    @Test func `what was not run is skipped, with its reason`() throws {
        var result = RunResult(reference: "r", candidate: "c")
        result.cases = [try ReportFixture.result("a/b", "a case", .notRun)]
        let elements = try #require(MarkupReader.elements(of: JUnitReport.text(result)))
        #expect(elements.first?.attributes["skipped"] == "1")
        #expect(
            elements.last?.attributes["message"] == "not run: it needs a clock that can be moved")
    }

    @Test func `characters that XML does not have are told by their number`() throws {
        let title = try #require(try elements("testcase").last?.attributes["name"])
        #expect(title == "<b> & \"quotes\" 'too' ]]> \\u{1}\\u{8}\\u{fffe} \u{e9}\u{1F600} </script>")
    }
}

@Suite struct MarkupTextTests {
    @Test func `every character can stand in an attribute and in text`() throws {
        for value in Array(UInt32(0)...0x300) + [
            0xD7FF, 0xE000, 0xFFFD, 0xFFFE, 0xFFFF, 0x1F600, 0x1FFFE, 0x10FFFF,
        ] {
            let scalar = try #require(Unicode.Scalar(value))
            let text = MarkupText.escaped("a\(Character(scalar))b")
            let elements = try #require(MarkupReader.elements(of: "<e a=\"\(text)\">\(text)</e>"), "\(value)")
            let isTold = elements[0].text == "a\\u{\(String(value, radix: 16))}b"
            #expect(elements[0].text == elements[0].attributes["a"])
            #expect(isTold || elements[0].text.unicodeScalars.contains(scalar), "\(value)")
        }
    }

    @Test func `spaces and line ends are kept`() throws {
        let text = MarkupText.escaped(" a\tb\nc\r\nd ")
        let elements = try #require(MarkupReader.elements(of: "<e a=\"\(text)\"/>"))
        #expect(elements[0].attributes["a"] == " a\tb\nc\r\nd ")
    }
}
