// Tests that nothing outlives the program: each with its own list of what is left over, so that ending one leaves the
// others alone.

import Foundation
import Testing

@testable import KVProcessSupport

@Suite struct LeftoversTests {
    private let leftovers = Leftovers()

    /// A program that does not end by itself before anybody would notice.
    private func sleeper() -> Process {
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sleep")
        process.arguments = ["1000"]
        // Whoever reads what the tests print is not to wait for it.
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        return process
    }

    @Test func `the end kills every process`() throws {
        let processes = [sleeper(), sleeper()]
        for process in processes { try leftovers.start(process) }
        leftovers.removeAll()
        for process in processes {
            process.waitUntilExit()
            #expect(process.terminationReason == .uncaughtSignal)
            #expect(process.terminationStatus == SIGKILL)
        }
    }

    @Test func `a process that has ended is forgotten`() throws {
        let process = sleeper()
        try leftovers.start(process)
        leftovers.stop(process)
        #expect(!process.isRunning)
        leftovers.stop(process)
        leftovers.kill(ifRunning: process.processIdentifier)
    }

    @Test func `only a process of ours is killed by its number`() throws {
        let (ours, other, others) = (sleeper(), sleeper(), Leftovers())
        try leftovers.start(ours)
        try others.start(other)
        leftovers.kill(ifRunning: other.processIdentifier)
        leftovers.kill(ifRunning: ours.processIdentifier)
        leftovers.wait(for: ours)
        #expect(other.isRunning)
        others.stop(other)
    }

    @Test func `a program that is not there is told by its path`() throws {
        let process = Process()
        process.executableURL = URL(filePath: "/nowhere/nothing")
        let error = #expect(throws: ToolError.self) { try leftovers.start(process) }
        #expect(error?.description.hasPrefix("/nowhere/nothing cannot be started: ") == true)
    }

    @Test func `a folder goes when it is released`() throws {
        var folder: TemporaryFolder? = try TemporaryFolder(leftovers)
        let path = try #require(folder?.url.path)
        try Data("text".utf8).write(to: URL(filePath: path).appending(path: "file"))
        #expect(FileManager.default.fileExists(atPath: path))
        folder = nil
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test func `the end removes every folder`() throws {
        let folders = [try TemporaryFolder(leftovers), try TemporaryFolder(leftovers)]
        try Data("text".utf8).write(to: folders[0].url.appending(path: "file"))
        leftovers.removeAll()
        for folder in folders { #expect(!FileManager.default.fileExists(atPath: folder.url.path)) }
    }

    @Test func `nothing is started or made after the end has begun`() throws {
        leftovers.removeAll()
        let process = sleeper()
        #expect(throws: ToolError("the program is about to end")) { try leftovers.start(process) }
        #expect(!process.isRunning)
        #expect(throws: ToolError("the program is about to end")) { try TemporaryFolder(leftovers) }
    }
}
