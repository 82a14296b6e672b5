// The pages for a person with a browser, each with what its Content-Security-Policy allows: the one script and the one
// style sheet that are in it, known by their hashes, and requests to where it came from. A script that gets into a page
// by way of somebody's data does not run.
//
// The pages themselves are files beside this one, which the build embeds.
//
// Source: https://www.w3.org/TR/CSP3/

import KVEngine
import RESP

/// A page for a browser.
struct BrowserPage: Sendable {
    /// The keyspace, its values and the commands, for whoever shows the token.
    static let data = BrowserPage(PackageResources.page_html)
    /// A field for the token, for whoever does not.
    static let signIn = BrowserPage(PackageResources.sign_in_html)

    /// The page, in UTF-8.
    let html: [UInt8]
    /// The value of its Content-Security-Policy.
    let policy: [UInt8]

    init(_ html: [UInt8]) {
        self.html = html
        let script = BrowserPage.source(of: "script", in: html)
        let style = BrowserPage.source(of: "style", in: html)
        let text = """
            default-src 'none'; script-src \(script); style-src \(style); img-src data:; connect-src 'self'; \
            form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'
            """
        policy = Array(text.utf8)
    }

    /// What a policy says to allow exactly what is between the tags; nothing if there are no such tags.
    private static func source(of tag: String, in html: [UInt8]) -> String {
        guard let start = html.firstRange(of: Array("<\(tag)>".utf8))?.upperBound,
            let end = html[start...].firstRange(of: Array("</\(tag)>".utf8))?.lowerBound
        else { return "'none'" }
        let hash = Array(html[start..<end]).withByteView { SHA256($0).bytes }
        let digits = ByteBuffer(capacity: 64)
        hash.withByteView { digits.append(base64: $0) }
        return "'sha256-\(String(decoding: [UInt8](digits.view), as: UTF8.self))'"
    }
}
