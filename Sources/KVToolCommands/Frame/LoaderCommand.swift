// A command whose output is a value: what a cache is filled from, when it is used in a shell.

import Foundation
import KVClient
import KVProcessSupport

/// A command that loads values.
struct LoaderCommand: Sendable {
    private let path: String
    private let words: [String]
    private let absentCode: Int32?

    /// - Parameters:
    ///   - words: the command and its arguments.
    ///   - absentCode: the exit code by which the command says that there is no value.
    /// - Throws: that there is no such command.
    init(_ words: [String], absentCode: Int32? = nil) throws(ToolError) {
        path = try Tool.find(words.first ?? "", remedy: "it is looked for in PATH")
        self.words = Array(words.dropFirst())
        self.absentCode = absentCode
    }

    /// That the command has no value for us.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// What the command prints, byte for byte; nil when it says that there is nothing.
    ///
    /// Its errors go where ours go. It is killed when the caller is cancelled.
    ///
    /// - Parameter further: arguments behind its own.
    /// - Throws: `ToolError` when it cannot be started; `Failure` with its exit code.
    func value(_ further: String...) async throws -> KVString? {
        let process = Process()
        process.executableURL = URL(filePath: path)
        process.arguments = words + further
        process.standardInput = FileHandle.nullDevice
        let output = Pipe()
        process.standardOutput = output
        try Leftovers.ofThisProgram.start(process)
        let identifier = process.processIdentifier
        let (data, status) = await withTaskCancellationHandler {
            await LoaderCommand.end(of: process, output)
        } onCancel: {
            Leftovers.ofThisProgram.kill(ifRunning: identifier)
        }
        try Task.checkCancellation()
        if status == absentCode { return nil }
        guard status == 0 else { throw Failure(description: "\(path) ended with exit code \(status)") }
        return KVString(Array(data))
    }

    /// On threads of their own: those of Swift's and Dispatch's are few, and it may take long.
    private static func end(of process: Process, _ output: Pipe) async -> (Data, Int32) {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                let data = output.fileHandleForReading.readDataToEndOfFile()
                while process.isRunning { Leftovers.ofThisProgram.wait(for: process) }
                let wasKilled = process.terminationReason == .uncaughtSignal
                continuation.resume(returning: (data, (wasKilled ? 128 : 0) + process.terminationStatus))
            }
        }
    }
}
