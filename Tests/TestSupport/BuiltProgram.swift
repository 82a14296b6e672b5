// Programs of this package as they were built beside the tests, run like a user runs them: as a process, with a directory,
// an environment and nothing on standard input.

import Foundation
import KVProcessSupport

/// A program of this package.
package struct BuiltProgram: Sendable {
    package let name: String

    package init(name: String) { self.name = name }

    /// What a run has come to.
    package struct Run: Sendable {
        package let status: Int32
        package let output: String
        package let errors: String

        package var outputLines: [String] { output.split(separator: "\n").map(String.init) }
    }

    /// The little of our own environment that programs need: a path, and what a leak detector is told to pass over.
    private static var inherited: [String: String] {
        let own = ProcessInfo.processInfo.environment
        return ["PATH": "/usr/bin:/bin"].merging(own.filter { $0.key == "LSAN_OPTIONS" }) { path, _ in path }
    }

    /// Where `swift build` puts programs: the directory of whatever runs the tests, or one above it.
    private var url: URL {
        get throws {
            let linux = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
            var folder =
                FileManager.default.fileExists(atPath: "/proc/self/exe") ? linux : Bundle.main.bundleURL
            for _ in 0..<6 {
                folder.deleteLastPathComponent()
                let candidate = folder.appending(path: name)
                if FileManager.default.isExecutableFile(atPath: candidate.path) { return candidate }
            }
            throw ToolError("\(name) was not built")
        }
    }

    /// Runs the program to its end.
    ///
    /// - Parameter told: is called with each line of standard error, while the program runs.
    package func run(
        _ arguments: [String], in folder: URL, environment: [String: String] = [:],
        told: (@Sendable (_ line: String, _ process: Int32) -> Void)? = nil
    ) async throws -> Run {
        let process = try SpawnedProcess(
            try url.path, arguments, in: folder.path,
            environment: environment.merging(BuiltProgram.inherited) { given, _ in given })
        let output = BuiltProgram.read(process.output) { _ in }
        let errors = BuiltProgram.read(process.errors) { told?($0, process.identifier) }
        let ended = BuiltProgram.onThread { process.end() }
        return try await withTaskCancellationHandler {
            // When the test's time is over, what the program has left running may hold its output open: that is not
            // waited for.
            guard let output = await output(), let errors = await errors(), let status = await ended()
            else { throw CancellationError() }
            return Run(status: status, output: output, errors: errors)
        } onCancel: {
            process.kill()
        }
    }

    /// Begins to read to the end.
    private static func read(
        _ descriptor: Int32, _ told: @escaping @Sendable (String) -> Void
    ) -> @Sendable () async -> String? {
        onThread {
            let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
            var (text, line) = (Data(), Data())
            while case let piece = file.availableData, !piece.isEmpty {
                text += piece
                for byte in piece {
                    if byte != 10 {
                        line.append(byte)
                        continue
                    }
                    told(String(decoding: line, as: UTF8.self))
                    line = Data()
                }
            }
            return String(decoding: text, as: UTF8.self)
        }
    }

    /// Begins to do something on a thread of its own, whose result can be waited for: nil when the waiting task is
    /// cancelled.
    ///
    /// Not in a task, nor on a thread of Dispatch's: in a whole test run both may have to wait for other tests, while the
    /// program goes by the time of day.
    private static func onThread<Result: Sendable>(
        _ body: @escaping @Sendable () -> Result
    ) -> @Sendable () async -> Result? {
        let (results, continuation) = AsyncStream.makeStream(of: Result.self)
        Thread.detachNewThread {
            continuation.yield(body())
            continuation.finish()
        }
        return {
            for await result in results { return result }
            return nil
        }
    }
}

/// A directory as a project of the site has it.
package final class ProjectFolder: Sendable {
    private let folder: TemporaryFolder
    package var url: URL { folder.url }

    package init() throws { folder = try TemporaryFolder() }

    /// Writes a file, with the directories above it.
    package func write(_ path: String, _ text: String) throws {
        let file = url.appending(path: path)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
    }
}
