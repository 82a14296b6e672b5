// Tests of the list of differences that are meant.

import Testing

@testable import KVConformance

@Suite struct KnownDifferencesTests {
    @Test func `a case stands under its heading and its reason`() throws {
        let text = """
            # Known differences

            ## Nothing is saved

            Because.

            - `server/lastsave: it moves`
            - `server/role: a: b`, and why

            ## Another

            Reason.

            - `strings/get: a case`
            """
        let known = try KnownDifferences(text: text)
        #expect(
            known.reasons == [
                "server/lastsave: it moves": "Nothing is saved", "server/role: a: b": "Nothing is saved",
                "strings/get: a case": "Another",
            ])
        #expect(try KnownDifferences(text: "").reasons.isEmpty)
    }

    @Test(arguments: [
        ("- `a/b: c`", "'a/b: c' stands under no heading with a reason"),
        ("## One\n\n- `a/b: c`", "'a/b: c' stands under no heading with a reason"),
        ("## One\n\nWhy.\n\n## Two\n\n- `a/b: c`", "'a/b: c' stands under no heading with a reason"),
        ("## One\n\nWhy.\n\n- `a/b: c`\n- `a/b: c`", "'a/b: c' is listed twice"),
    ])
    func `a case without a reason, or listed twice, is a mistake`(text: String, reason: String) {
        let error = #expect(throws: KnownDifferencesError.self) { try KnownDifferences(text: text) }
        #expect(error?.description == "known-differences.md: \(reason)")
    }
}
