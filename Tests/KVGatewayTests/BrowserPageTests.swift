// The pages for browsers as far as they can be checked without one; `.ci/browser` uses them in one.

import Testing

@testable import KVGateway

@Suite struct BrowserPageTests {
    @Test(arguments: [BrowserPage.data, .signIn])
    func `a page is whole and refers to nothing outside it`(page: BrowserPage) throws {
        let text = try #require(String(validating: page.html, as: UTF8.self))
        #expect(text.hasPrefix("<!doctype html>\n") && text.hasSuffix("</html>\n"))
        for tag in ["<script", "<style", "<title"] {
            #expect(text.ranges(of: tag).count == 1, "the policy knows one \(tag)> only")
        }
        let space = "http://www.w3.org/2000/svg"
        #expect(text.ranges(of: "http:").count == text.ranges(of: space).count)
        for outside in ["https:", "src=", "@import", "url(", "<link rel=\"stylesheet\""] {
            #expect(!text.contains(outside))
        }
    }

    @Test(arguments: [BrowserPage.data, .signIn])
    func `a page never turns text into markup or code`(page: BrowserPage) {
        let text = String(decoding: page.html, as: UTF8.self)
        let ways = [
            "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function",
            " onclick=",
        ]
        #expect(ways.filter(text.contains) == [])
    }

    @Test func `the policy knows script and style by their hashes`() {
        // The hash of this script is an example of the specification.
        let page = BrowserPage(Array("<script>alert('Hello, world.');</script>".utf8))
        let policy = String(decoding: page.policy, as: UTF8.self)
        #expect(policy.contains("script-src 'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng=';"))
        #expect(policy.contains("style-src 'none';"))
        #expect(policy.hasPrefix("default-src 'none';") && policy.contains("frame-ancestors 'none'"))
    }

    @Test(arguments: [BrowserPage.data, .signIn])
    func `a page's policy allows its own script and style only`(page: BrowserPage) {
        let policy = String(decoding: page.policy, as: UTF8.self)
        #expect(policy.ranges(of: "'sha256-").count == 2 && !policy.contains("unsafe"))
    }
}
