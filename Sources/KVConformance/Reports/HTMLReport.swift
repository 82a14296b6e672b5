// The results of a run as a page to look through: sums, then file by file the cases, each step with the replies of
// both servers side by side. One file that asks for nothing else, readable without scripts; they only filter.

/// A run as an HTML page.
package struct HTMLReport {
    private let result: RunResult

    package static func text(_ result: RunResult) -> String { HTMLReport(result: result).page }

    private var page: String {
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta http-equiv="Content-Security-Policy"
         content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
        <title>\(title)</title>
        <style>
        \(HTMLStyle.text)
        </style>
        </head>
        <body>
        \(header)
        \(table)
        \(filter)
        <main>
        \(families)
        </main>
        <p id="none" hidden>No case is like that.</p>
        <script>
        \(HTMLScript.text)
        </script>
        </body>
        </html>

        """
    }

    // MARK: The top

    private var title: String { HTMLReport.escaped("\(verdict): \(result.candidate), \(result.reference)") }

    private var verdict: String {
        switch result.sums.differing {
        case 0: "No unlisted difference"
        case 1: "1 case fails"
        case let count: "\(count) cases fail"
        }
    }

    private var header: String {
        let names = [result.candidate, result.reference].map(HTMLReport.escaped)
        let sums = result.sums
        let tiles = [
            ("cases", sums.cases, ""), ("identical", sums.identical, "identical"),
            ("differing", sums.differing, "failing"), ("listed", sums.listed, "listed"),
        ].map { name, count, kind in
            "<div class=\"\(count == 0 ? "" : kind)\"><dt>\(name)</dt><dd>\(count)</dd></div>"
        }
        return """
            <header>
            <h1>\(names[0]) <span>against</span> \(names[1])</h1>
            <p class="\(sums.differing == 0 ? "identical" : "failing")">\(verdict)\(idle)</p>
            <dl>\(tiles.joined())</dl>
            </header>
            """
    }

    /// How many cases have no verdict, where there are any.
    private var idle: String {
        let count = result.sums.notRun
        return count == 0 ? "" : " <small>\(count) not run: they need a clock that can be moved</small>"
    }

    private var table: String {
        let rows = result.families.map { family in
            let (name, sums) = (HTMLReport.escaped(family.name), family.sums)
            let fields = [
                (sums.cases, ""), (sums.identical, ""), (sums.differing, "failing"), (sums.listed, "listed"),
            ].map { "<td class=\"\($0 == 0 ? "zero" : $1)\">\($0)</td>" }
            return "<tr><th scope=\"row\"><a href=\"#\(name)\">\(name)</a></th>\(fields.joined())</tr>"
        }
        let heads = ["family", "cases", "identical", "differing", "listed"].map {
            "<th scope=\"col\">\($0)</th>"
        }
        return """
            <table>
            <thead><tr>\(heads.joined())</tr></thead>
            <tbody>
            \(rows.joined(separator: "\n"))
            </tbody>
            </table>
            """
    }

    /// Hidden until the script that does the filtering has run.
    private var filter: String {
        let options = result.families.map { "<option>\(HTMLReport.escaped($0.name))</option>" }
        return """
            <form hidden>
            <input type="search" name="text" placeholder="Search commands and replies" aria-label="Search">
            <select name="family" aria-label="Family"><option value="">all families</option>\
            \(options.joined())</select>
            <select name="kind" aria-label="Verdict"><option value="">all cases</option>\
            <option value="failing">only differing</option><option value="listed">only listed</option></select>
            <button type="button" name="unfold">unfold</button>
            <output></output>
            </form>
            """
    }

    // MARK: The cases

    private var families: String {
        var (parts, family): ([String], String?) = ([], nil)
        for file in result.files {
            let name = String(file.name.prefix { $0 != "/" })
            if name != family {
                parts.append("<h2 id=\"\(HTMLReport.escaped(name))\">\(HTMLReport.escaped(name))</h2>")
                family = name
            }
            parts.append(section(file.name, name, file.cases))
        }
        return parts.joined(separator: "\n")
    }

    private func section(_ file: String, _ family: String, _ cases: [CaseResult]) -> String {
        let (name, family) = (HTMLReport.escaped(file), HTMLReport.escaped(family))
        var anchors = HTMLAnchors(file)
        let articles = cases.map {
            HTMLCase(result: $0, names: names, anchor: anchors.anchor($0.script.title)).text
        }
        return """
            <section id="\(name)" data-family="\(family)">
            <h3><a href="#\(name)">\(name)</a> <small>\(cases.count)</small></h3>
            \(articles.joined(separator: "\n"))
            </section>
            """
    }

    private var names: (reference: String, candidate: String) {
        (HTMLReport.escaped(result.reference), HTMLReport.escaped(result.candidate))
    }

    static func escaped(_ text: String) -> String { MarkupText.escaped(text) }
}

/// The names that cases are linked to by: `strings/set:keepttl-keeps-the-deadline`, the same in every run.
struct HTMLAnchors {
    private let file: String
    private var taken: Set<String> = []

    init(_ file: String) { self.file = file }

    /// A name for the title that no other case of the file has got.
    mutating func anchor(_ title: String) -> String {
        let words = title.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
        let name = "\(file):\(words.joined(separator: "-"))"
        var (anchor, number) = (name, 1)
        while !taken.insert(anchor).inserted {
            number += 1
            anchor = "\(name)-\(number)"
        }
        return anchor
    }
}
