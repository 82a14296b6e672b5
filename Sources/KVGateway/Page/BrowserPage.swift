enum BrowserPage {
    static let policy: StaticString = "default-src 'none'"
    static let page: [UInt8] = Array("<!doctype html>".utf8)
    static let signIn: [UInt8] = Array("<!doctype html>".utf8)
}
