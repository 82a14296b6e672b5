// The pages for browsers, which are part of the program: HTML files beside this one, embedded when it is built. They load
// nothing from anywhere, and the policy that goes with them has browsers see to that.

import RESP

enum BrowserPage {
    /// The keys, live.
    static let page = PackageResources.page_html

    /// Asks for the token.
    static let signIn = PackageResources.sign_in_html

    /// What the pages may do: run what is in them, and ask this server.
    static let policy: StaticString = """
        default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; \
        connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'
        """
}
