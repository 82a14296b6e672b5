// The clock of a program that does not know of it: the compiled library, the file it reads, and the environment that
// puts it before the C library.

import Foundation

/// A clock that stands still until it is moved.
final class FrozenClock {
    /// A temporary folder for the library, the clock's file and whatever the program leaves.
    let folder: URL
    private let file: FileHandle

    /// Compiles the library with the toolchain's own compiler of C.
    ///
    /// - Throws: that there is no compiler, or what it says.
    init(source: URL) throws(ServerError) {
        let name = "kv-conformance-\(ProcessInfo.processInfo.processIdentifier)-\(UUID().uuidString)"
        folder = FileManager.default.temporaryDirectory.appending(path: name)
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            let clock = folder.appending(path: "clock")
            try Data(count: 8).write(to: clock)
            file = try FileHandle(forWritingTo: clock)
        } catch {
            throw ServerError("no temporary folder: \(error.localizedDescription)")
        }
        try FrozenClock.compile(source, to: folder.appending(path: "frozen-clock.so"))
        unixMicroseconds = caseEpoch
    }

    /// The time that the program is told, in Unix microseconds.
    var unixMicroseconds: Int64 = 0 {
        didSet {
            let bytes = (0..<8).map { UInt8(truncatingIfNeeded: unixMicroseconds >> ($0 * 8)) }
            try? file.seek(toOffset: 0)
            try? file.write(contentsOf: bytes)
        }
    }

    /// The environment of the program.
    var environment: [String: String] {
        var environment = ProcessInfo.processInfo.environment
        environment["LD_PRELOAD"] = folder.appending(path: "frozen-clock.so").path
        environment["FROZEN_CLOCK"] = folder.appending(path: "clock").path
        // SORT orders texts as the locale says.
        environment["LC_ALL"] = "C"
        return environment
    }

    /// Removes what is on disk.
    func remove() { try? FileManager.default.removeItem(at: folder) }

    private static func compile(_ source: URL, to library: URL) throws(ServerError) {
        let compiler = Process()
        compiler.executableURL = URL(filePath: "/usr/bin/env")
        compiler.arguments = [
            "clang", "-O2", "-fPIC", "-shared", "-o", library.path, source.path,
        ]
        let output = Pipe()
        compiler.standardError = output
        do {
            try compiler.run()
        } catch {
            throw ServerError("no compiler for the reference server's clock: \(error.localizedDescription)")
        }
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        compiler.waitUntilExit()
        guard compiler.terminationStatus == 0 else {
            throw ServerError("clang, of the Swift toolchain, cannot compile \(source.path): \(text)")
        }
    }
}
