// Who is asked before a live run, and what counts as a yes. And the store as users see it: without its secrets.

import KVClient
import KVProcessSupport
import KVToolSupport
import Testing

@testable import KVCacheTools

struct ConsentTests {
    private func refusal(
        _ verdict: HostGuard.Verdict, _ answer: String?, canAsk: Bool = true,
        _ change: (inout CommonOptions) -> Void = { _ in }
    ) -> String? {
        var options = CommonOptions()
        change(&options)
        let consent = Consent(options, ToolOutput(options), canAsk: canAsk) { answer }
        return consent.refusal(verdict, "prod-1", "Delete?")
    }

    @Test(arguments: ["y", "Y", "yes", " YES \r"]) func `yes is yes`(answer: String) {
        #expect(refusal(.allowed, answer) == nil)
    }

    @Test(arguments: ["", "n", "no", "yess", nil]) func `anything else is no`(answer: String?) {
        #expect(refusal(.allowed, answer) == "not confirmed; nothing was sent")
    }

    @Test func `who cannot answer, or has answered, is not asked`() {
        #expect(refusal(.allowed, nil, canAsk: false) == nil)
        #expect(refusal(.allowed, nil) { $0.yes = true } == nil)
        #expect(refusal(.allowed, nil) { $0.noInput = true } == nil)
        #expect(refusal(.allowed, nil) { $0.confirmedHost = "prod-1" } == nil)
    }

    @Test func `a protected host is typed in full`() {
        let verdict = HostGuard.Verdict.toBeTyped("it is protected")
        #expect(refusal(verdict, "PROD-1 ") == nil)
        #expect(refusal(verdict, "y") == "that is not the host; nothing was sent")
        #expect(refusal(verdict, "y") { $0.yes = true } == "that is not the host; nothing was sent")
        #expect(refusal(verdict, "prod-1", canAsk: false) == "it is protected")
        #expect(refusal(verdict, "prod-1") { $0.noInput = true } == "it is protected")
    }

    @Test func `refused is refused`() {
        #expect(refusal(.refused("wrong"), "y") { $0.yes = true } == "wrong")
    }

    @Test(arguments: [
        ("https://:tok@us1-x.upstash.io", "target: us1-x.upstash.io (V from .env)", 443),
        ("https://us1-x.upstash.io:8443/base", "target: us1-x.upstash.io:8443 (V from .env)", 8443),
        ("http://127.0.0.1", "target: 127.0.0.1 (V from .env)", 80),
        ("http://[::1]:8079", "target: [::1]:8079 (V from .env)", 8079),
        ("http://[::1]", "target: [::1] (V from .env)", 80),
        ("redis://:tok@h/2", "target: h:6379/2 (V from .env)", 6379),
        ("redis://u:tok@[::1]:7000", "target: [::1]:7000/0 (V from .env)", 7000),
        ("unix:///run/s?db=1&password=tok", "target: /run/s, database 1 (V from .env)", nil),
    ])
    func `the target is shown without secrets`(url: String, line: String, port: Int?) throws {
        let target = StoreTarget(try KVURL(url), origin: "V from .env")
        #expect(target.line == line)
        #expect(target.port == port)
        #expect(!target.json.text.contains("tok"))
    }
}
