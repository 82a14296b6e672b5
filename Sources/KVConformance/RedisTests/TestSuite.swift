// Redis's own test suite, run unit by unit against a server that is there already. The suite is not ours: it is
// unpacked somewhere outside this project (`apt-get source redis`), and run in a copy with the programs it wants.
//
// A unit is to lose nothing by one bad test. An exception in a test counts as its failure (the suite's --durable);
// a test that hangs is named by the suite when time is up, and the unit runs again without it. A unit as a whole has
// its time too, kept by `timeout`, which ends the suite's processes together.

import Foundation
import KVProcessSupport

/// An unpacked suite, ready to run.
package struct TestSuite {
    private let copy: TemporaryFolder
    private let secondsForATest: Int
    private let skipped: [String]
    /// Ten times what the longest takes.
    private static let secondsForAUnit = 600
    /// More tests than this hang only when the server has stopped to answer at all.
    private static let mostHanging = 40

    /// The file of tests that are not run, in `conformance`.
    package static let skipFileName = "redis-tests.skip"

    /// Copies the suite to a temporary folder.
    ///
    /// - Parameters:
    ///   - source: the folder that holds `tests/test_helper.tcl`.
    ///   - skipped: the names and patterns of tests not to run; lines that start with `#` are comments.
    /// - Throws: what is missing, and where to get it.
    package init(source: URL, skipped: String, secondsForATest: Int) throws(ServerError) {
        self.secondsForATest = secondsForATest
        self.skipped = skipped.split(separator: "\n").filter { !$0.hasPrefix("#") }.map(String.init)
        guard FileManager.default.fileExists(atPath: source.appending(path: "tests/test_helper.tcl").path)
        else {
            throw ServerError(
                "there is no tests/test_helper.tcl in \(source.path); apt-get source redis unpacks it")
        }
        do {
            copy = try TemporaryFolder()
            let folder = copy.url
            try FileManager.default.createDirectory(
                at: folder.appending(path: "src"), withIntermediateDirectories: true)
            for name in ["tests", "utils", "redis.conf"] {
                try FileManager.default.copyItem(
                    at: source.appending(path: name), to: folder.appending(path: name))
            }
        } catch let error as ToolError {
            throw ServerError(error.description)
        } catch {
            throw ServerError("the suite cannot be copied: \(error.localizedDescription)")
        }
        try linkPrograms()
        try change("tests/support/server.tcl") { TestSuite.allowingServersWithoutFunctions($0) }
        for unit in ["acl", "acl-v2"] {
            try change("tests/unit/\(unit).tcl") { TestSuite.allowingServersFromElsewhere($0) }
        }
    }

    /// Before each unit the suite empties the library of functions, and ends when it is refused. A server that has no
    /// functions has none to remove.
    private static func allowingServersWithoutFunctions(_ text: String) -> String {
        text.replacing("    r function flush\n", with: "    catch {r function flush}\n")
    }

    /// The units about users want a server of their own, for the users that they leave behind; each attempt has one.
    /// Their later blocks, about files of users, do need to start servers.
    private static func allowingServersFromElsewhere(_ text: String) -> String {
        let end = text.firstRange(of: "\nset server_path")?.lowerBound ?? text.endIndex
        return String(text[..<end]).replacing(
            "start_server {tags {\"acl external:skip\"}}", with: "start_server {tags {\"acl\"}}")
    }

    private func change(_ path: String, _ change: (String) -> String) throws(ServerError) {
        let file = copy.url.appending(path: path)
        do {
            let text = try String(contentsOf: file, encoding: .utf8)
            try change(text).write(to: file, atomically: true, encoding: .utf8)
        } catch {
            throw ServerError("the copy of the suite cannot be changed: \(error.localizedDescription)")
        }
    }

    private func linkPrograms() throws(ServerError) {
        for name in ["redis-server", "redis-cli", "redis-benchmark"] {
            let remedy = "install it (apt-get install redis-server redis-tools)"
            do throws(ToolError) {
                let path = try Tool.find(name, remedy: remedy)
                try? FileManager.default.createSymbolicLink(
                    atPath: copy.url.appending(path: "src/\(name)").path, withDestinationPath: path)
            } catch {
                throw ServerError(error.description)
            }
        }
    }

    /// Runs a unit until it comes to its end, leaving out what hangs.
    ///
    /// - Parameter port: makes a fresh server for each attempt and says where on this machine it is.
    package func run(_ unit: TestUnit, onServerAt port: () throws -> UInt16) throws -> UnitOutput {
        var hung: [String] = []
        while true {
            var output = UnitOutput(try attempt(unit, port: try port(), without: skipped + hung))
            guard let hanging = output.hanging, hung.count < TestSuite.mostHanging, !hung.contains(hanging)
            else {
                output.hung = hung
                return output
            }
            hung.append(hanging)
        }
    }

    private static let portsForAUnit = 60

    /// The first port that the suite may take for servers of its own; it takes some below it, and those 10,000 above,
    /// as well. All are below those that the system gives to whoever connects, and may have given away by the time that
    /// a server listens. Units that run at the same time get others, most of the time.
    private static func firstPort(near port: UInt16) -> Int { 10_100 + Int(port) % 120 * 100 }

    private func arguments(for unit: TestUnit, port: UInt16) -> [String] {
        [
            "--host", "127.0.0.1", "--port", "\(port)", "--durable", "--clients", "1",
            "--baseport", "\(TestSuite.firstPort(near: port))", "--portcount", "\(TestSuite.portsForAUnit)",
            "--timeout", "\(secondsForATest)", "--single", unit.path,
        ]
    }

    private func attempt(_ unit: TestUnit, port: UInt16, without skipped: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments =
            ["timeout", "-k", "5", "\(TestSuite.secondsForAUnit)", "tclsh", "tests/test_helper.tcl"]
            + arguments(for: unit, port: port) + skipped.flatMap { ["--skiptest", $0] }
        process.currentDirectoryURL = copy.url
        var environment = ProcessInfo.processInfo.environment
        environment["TERM"] = "dumb"
        process.environment = environment
        let output = Pipe()
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = output
        try Leftovers.ofThisProgram.start(process)
        let text = output.fileHandleForReading.readDataToEndOfFile()
        Leftovers.ofThisProgram.wait(for: process)
        return String(decoding: text, as: UTF8.self)
    }
}
