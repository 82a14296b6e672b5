// The clock of a program that does not know of it: the compiled library, the file it reads, and the environment that
// puts it before the C library.

import Foundation
import KVProcessSupport

/// A clock that stands still until it is moved.
final class FrozenClock {
    /// A temporary folder for the library, the clock's file and whatever the program leaves.
    var folder: URL { temporary.url }
    private let temporary: TemporaryFolder
    private let file: FileHandle

    /// Compiles the library with the toolchain's own compiler of C.
    ///
    /// - Throws: that there is no compiler, or what it says.
    init(source: URL) throws(ServerError) {
        do {
            temporary = try TemporaryFolder()
            let clock = temporary.url.appending(path: "clock")
            try Data(count: 8).write(to: clock)
            file = try FileHandle(forWritingTo: clock)
        } catch let error as ToolError {
            throw ServerError(error.description)
        } catch {
            throw ServerError("no file for the clock: \(error.localizedDescription)")
        }
        try FrozenClock.compile(source, in: temporary.url)
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

    private static func compile(_ source: URL, in folder: URL) throws(ServerError) {
        let compiler = Process()
        compiler.executableURL = URL(filePath: "/usr/bin/env")
        let library = folder.appending(path: "frozen-clock.so").path
        compiler.arguments = ["clang", "-O2", "-fPIC", "-shared", "-o", library, source.path]
        // What the compiler leaves when it is interrupted goes with the folder.
        compiler.environment = ProcessInfo.processInfo.environment.merging(["TMPDIR": folder.path]) { $1 }
        let output = Pipe()
        compiler.standardError = output
        do throws(ToolError) {
            try Leftovers.ofThisProgram.start(compiler)
        } catch {
            throw ServerError("no compiler for the reference server's clock: \(error)")
        }
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        Leftovers.ofThisProgram.wait(for: compiler)
        guard compiler.terminationStatus == 0 else {
            throw ServerError("clang, of the Swift toolchain, cannot compile \(source.path): \(text)")
        }
    }
}
