// The dotenv files of a directory.

import Foundation
import KVToolSupport

extension ToolEnvironment {
    /// The longest file that is read; bytes.
    private static let longest = 1 << 20

    /// The variables of this process and of the dotenv files in a directory.
    ///
    /// - Throws: why a file that is there cannot be read, or that the directory is not there.
    package static func load(
        from directory: String, process: [String: String] = ProcessInfo.processInfo.environment
    ) throws(ToolError) -> ToolEnvironment {
        guard FileManager.default.fileExists(atPath: directory + "/.") else {
            throw ToolError("\(directory) is no directory")
        }
        var files: [(name: String, variables: Dotenv)] = []
        for name in fileNames {
            let path = directory == "." ? name : "\(directory)/\(name)"
            if let text = try contents(of: path) { files.append((path, Dotenv(text))) }
        }
        return ToolEnvironment(process: process, files: files)
    }

    private static func contents(of path: String) throws(ToolError) -> String? {
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        let data: Data
        do {
            data = try Data(contentsOf: URL(filePath: path))
        } catch {
            throw ToolError("\(path) cannot be read: \(error.localizedDescription)")
        }
        guard data.count <= longest, let text = String(validating: data, as: UTF8.self) else {
            throw ToolError("\(path) is no dotenv file: it is too long, or no text in UTF-8")
        }
        return text
    }
}
