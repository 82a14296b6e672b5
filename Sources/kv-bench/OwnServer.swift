// Finds the hermetic-kv to measure: the one beside our own executable, brought up to date first.
//
// `swift run kv-bench` builds kv-bench only. Measuring whatever hermetic-kv an earlier build left behind would be
// a trap, so a benchmark that runs from a package's build directory builds the server before it starts.

import Foundation
import KVProcessSupport

/// The server of this package.
enum OwnServer {
    /// The path of an up-to-date `hermetic-kv`.
    static func locate() throws(ToolError) -> String {
        guard let executable = Bundle.main.executableURL?.resolvingSymlinksInPath() else {
            throw ToolError("cannot tell where this executable is; give the server as --candidate PATH")
        }
        let products = executable.deletingLastPathComponent()
        if let package = packageDirectory(above: products) { try build(products, in: package) }
        return try Tool.find(
            products.appendingPathComponent("hermetic-kv").path,
            remedy: "build it with `swift build -c release`, or give the server as --candidate PATH")
    }

    /// The nearest directory above with a manifest, if we were started from a build directory.
    private static func packageDirectory(above directory: URL) -> URL? {
        var current = directory
        while current.path != "/" {
            current.deleteLastPathComponent()
            let manifest = current.appendingPathComponent("Package.swift").path
            if FileManager.default.fileExists(atPath: manifest) { return current }
        }
        return nil
    }

    /// Builds into the very directory we run from: SCRATCH/TRIPLE/CONFIGURATION.
    private static func build(_ products: URL, in package: URL) throws(ToolError) {
        let configuration = products.lastPathComponent
        if configuration != "release" {
            Console.note(
                "this is a \(configuration) build: its figures say nothing about speed (use -c release)")
        }
        let scratch = products.deletingLastPathComponent().deletingLastPathComponent()
        let process = Process()
        process.executableURL = URL(
            fileURLWithPath: try Tool.find("swift", remedy: "give the server as --candidate PATH"))
        process.arguments = [
            "build", "--configuration", configuration, "--product", "hermetic-kv",
            "--package-path", package.path, "--scratch-path", scratch.path,
        ]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.standardError
        try Leftovers.ofThisProgram.start(process)
        Leftovers.ofThisProgram.wait(for: process)
        guard process.terminationStatus == 0 else { throw ToolError("building hermetic-kv failed") }
    }
}
