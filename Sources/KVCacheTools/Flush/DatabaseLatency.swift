// How fast the database behind the cache answers: it takes the reads that the cache does not, so that a flush shows there.
// How to measure that is the user's to say, as a shell command that prints milliseconds.

import Foundation
import KVProcessSupport

/// A command that measures the database.
struct DatabaseLatency: Sendable {
    let command: String

    /// Runs the command; the first number that it prints, in milliseconds.
    func measure() async -> Double? {
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", command]
        let output = Pipe()
        process.standardOutput = output
        process.standardInput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        do {
            try Leftovers.ofThisProgram.start(process)
        } catch {
            return nil
        }
        return await withCheckedContinuation { continuation in
            DispatchQueue.global().async {
                let data = output.fileHandleForReading.readDataToEndOfFile()
                Leftovers.ofThisProgram.wait(for: process)
                continuation.resume(
                    returning: DatabaseLatency.number(in: String(decoding: data, as: UTF8.self)))
            }
        }
    }

    static func number(in text: String) -> Double? {
        text.split { !($0.isASCII && $0.isNumber || $0 == ".") }.lazy.compactMap { Double($0) }.first
    }
}
