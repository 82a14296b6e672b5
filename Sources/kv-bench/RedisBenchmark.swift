// Runs redis-benchmark once and reads its result.
//
// Threads are never asked for: the machines have two cores, one for the server and one for the client.

import Foundation
import KVProcessSupport

/// The load generator.
struct RedisBenchmark {
    let path: String

    /// The longest a single run may take before it is taken for stuck and killed.
    private static let limitSeconds = 300.0

    /// Runs with these arguments against `port`; returns the requests per second that it reports last.
    func run(_ arguments: [String], port: UInt16) throws(ToolError) -> Double {
        let output = try text(from: ["-p", "\(port)", "--csv", "-q"] + arguments)
        guard let rate = Self.lastRate(in: output) else {
            throw ToolError("redis-benchmark \(arguments.joined(separator: " ")) reported no result")
        }
        return rate
    }

    /// The second field of the last line that looks like `"NAME","123.45",...`.
    ///
    /// Anything else (the header, warnings, progress lines ended by a carriage return) is passed over.
    static func lastRate(in output: String) -> Double? {
        let lines = output.split { $0.isNewline }
        return lines.reversed().lazy.compactMap { line -> Double? in
            let fields = line.components(separatedBy: "\",\"")
            guard line.hasPrefix("\""), fields.count >= 2 else { return nil }
            return Double(fields[1].trimmingCharacters(in: ["\""]))
        }.first
    }

    private func text(from arguments: [String]) throws(ToolError) -> String {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try Leftovers.ofThisProgram.start(process)
        let identifier = process.processIdentifier
        let watchdog = DispatchWorkItem { Leftovers.ofThisProgram.kill(ifRunning: identifier) }
        DispatchQueue.global().asyncAfter(deadline: .now() + Self.limitSeconds, execute: watchdog)
        let data = (try? output.fileHandleForReading.readToEnd()) ?? Data()
        Leftovers.ofThisProgram.wait(for: process)
        watchdog.cancel()
        guard process.terminationStatus == 0, process.terminationReason == .exit else {
            throw ToolError(
                "redis-benchmark \(arguments.joined(separator: " ")) failed or took over "
                    + "\(Int(Self.limitSeconds)) s")
        }
        return String(decoding: data, as: UTF8.self)
    }
}
