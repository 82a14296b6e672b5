// Tests of how programs are found.

import Testing

@testable import KVProcessSupport

@Suite struct ToolTests {
    @Test func `a name is looked up in PATH`() throws {
        #expect(try Tool.find("sh", remedy: "").hasSuffix("/sh"))
    }

    @Test func `a path stays as it is`() throws {
        #expect(try Tool.find("/bin/sh", remedy: "") == "/bin/sh")
    }

    @Test(arguments: ["/bin", "/etc/passwd", "/nowhere/sh", "no-such-program-anywhere"])
    func `what cannot be run is not found, and the remedy is told`(path: String) {
        #expect(throws: ToolError("\(path) was not found: install it")) {
            try Tool.find(path, remedy: "install it")
        }
    }
}
