// Reading a file as a whole, for fixtures.

import KVEngine

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension Fixture {
    /// The longest file that is read.
    package static let longestFile = 64 << 20

    /// Reads the fixture in a file: an RDB file if it begins as one, a script otherwise.
    ///
    /// - Throws: `FixtureError` when it cannot be read, or for a line whose quotes do not balance.
    package init(path: String) throws(FixtureError) {
        let contents = try Fixture.read(path)
        self = RDBFile.isOne(contents) ? .rdb(contents) : .script(try FixtureScript(contents))
    }

    private static func read(_ path: String) throws(FixtureError) -> [UInt8] {
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw failure(path) }
        defer { close(file) }
        var contents: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = unsafe piece.withUnsafeMutableBytes { unsafe Self.read(file, into: $0) }
            guard count >= 0 else { throw failure(path) }
            if count == 0 { return contents }
            contents += piece[0..<count]
            guard contents.count <= longestFile else {
                throw FixtureError(
                    line: 0, command: "", reason: "\(path) is longer than \(longestFile) bytes")
            }
        }
    }

    private static func read(_ file: Int32, into buffer: UnsafeMutableRawBufferPointer) -> Int {
        while true {
            #if canImport(Glibc)
                let count = unsafe Glibc.read(file, buffer.baseAddress, buffer.count)
            #else
                let count = unsafe Darwin.read(file, buffer.baseAddress, buffer.count)
            #endif
            if count >= 0 || errno != EINTR { return count }
        }
    }

    private static func failure(_ path: String) -> FixtureError {
        let reason = unsafe strerror(errno).map { unsafe String(cString: $0) } ?? "cannot be read"
        return FixtureError(line: 0, command: "", reason: "\(path): \(reason)")
    }
}
