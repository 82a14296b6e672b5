// Fixtures in files.

import KVEngine

extension Fixture {
    /// The longest file that is read; bytes.
    package static let longestFile = 64 << 20

    /// Reads the fixture in a file: an RDB file if it begins as one, a script otherwise.
    ///
    /// - Throws: `FixtureError` when it cannot be read, or for a line whose quotes do not balance.
    package init(path: String) throws(FixtureError) {
        let contents = try Fixture.contents(of: path)
        self = RDBFile.isOne(contents) ? .rdb(contents) : .script(try FixtureScript(contents))
    }

    private static func contents(of path: String) throws(FixtureError) -> [UInt8] {
        do throws(StartError) {
            if let contents = try WholeFile.bytes(of: path, atMost: longestFile) { return contents }
        } catch {
            throw FixtureError(line: 0, command: "", reason: error.description)
        }
        throw FixtureError(line: 0, command: "", reason: "\(path): No such file or directory")
    }
}
