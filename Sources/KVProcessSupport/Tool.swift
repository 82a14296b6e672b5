// Where the programs are that ours drive: a path that was given, or a name looked up in PATH.

import Foundation

/// A program on this machine.
package enum Tool {
    /// The path of `nameOrPath`, searched in PATH unless it contains a slash.
    ///
    /// - Throws: the sentence that says what is missing and what to do about it.
    package static func find(_ nameOrPath: String, remedy: String) throws(ToolError) -> String {
        for candidate in candidates(for: nameOrPath)
        where isProgram(candidate) {
            return candidate
        }
        throw ToolError("\(nameOrPath) was not found: \(remedy)")
    }

    /// Whether a file may be run; directories look as if they might.
    private static func isProgram(_ path: String) -> Bool {
        let isDirectory = FileManager.default.fileExists(atPath: path + "/.")
        return !isDirectory && FileManager.default.isExecutableFile(atPath: path)
    }

    private static func candidates(for nameOrPath: String) -> [String] {
        if nameOrPath.contains("/") { return [nameOrPath] }
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/usr/local/bin"
        return path.split(separator: ":").map { "\($0)/\(nameOrPath)" }
    }
}
