// Files that a run leaves behind.

import Foundation
import KVProcessSupport

/// Writes files, and tells when one cannot be written.
struct FileWriter {
    private let output: ToolOutput

    init(_ output: ToolOutput) { self.output = output }

    /// Puts lines at the end of a file, in one write: what is there stays.
    func append(_ lines: [String], to path: String) {
        let data = Data(lines.map { $0 + "\n" }.joined().utf8)
        do {
            if !FileManager.default.fileExists(atPath: path) {
                try Data().write(to: URL(filePath: path), options: .withoutOverwriting)
            }
            let file = try FileHandle(forWritingTo: URL(filePath: path))
            try file.seekToEnd()
            try file.write(contentsOf: data)
            try file.close()
        } catch {
            output.warn("\(path) cannot be written: \(error.localizedDescription)")
        }
    }

    /// Makes a file, in place of one that is there.
    func write(_ text: String, to path: String) {
        do {
            try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
        } catch {
            output.warn("\(path) cannot be written: \(error.localizedDescription)")
        }
    }
}
