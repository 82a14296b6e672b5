// The reports that a run was asked to write. Where they are to go is looked at before the run: it would be a pity to
// find out after it.

import Foundation
import KVConformance
import KVProcessSupport
import KVToolSupport

/// The files to write reports to.
struct ReportFiles {
    static let flags = [
        Flag("json", "file", help: "Write the results as JSON."),
        Flag("junit", "file", help: "Write the results in JUnit's XML."),
        Flag("html", "file", help: "Write a page with the replies side by side."),
    ]

    private typealias Writer = @Sendable (RunResult) throws -> String

    private static let writers: [(flag: String, writer: Writer)] = [
        ("json", JSONReport.text), ("junit", JUnitReport.text), ("html", HTMLReport.text),
    ]

    private let files: [(path: String, writer: Writer)]

    /// - Throws: that there is no place for one of the files.
    init(_ values: FlagValues) throws(ToolError) {
        files = ReportFiles.writers.compactMap { flag, writer in
            values.string(flag).map { ($0, writer) }
        }
        for file in files { try ReportFiles.check(file.path) }
    }

    /// - Throws: that there is no place for the file.
    static func check(_ path: String) throws(ToolError) {
        guard !path.isEmpty else { throw ToolError("a report cannot be written to a file without a name") }
        let folder = URL(filePath: path).deletingLastPathComponent().path
        guard FileManager.default.fileExists(atPath: folder + "/.") else {
            throw ToolError("\(path) cannot be written: there is no folder \(folder)")
        }
        guard !FileManager.default.fileExists(atPath: path + "/.") else {
            throw ToolError("\(path) cannot be written: it is a folder")
        }
    }

    /// Writes them all.
    ///
    /// - Throws: which could not be written, and why.
    func write(_ result: RunResult) throws(ToolError) {
        for file in files { try ReportFiles.write(try file.writer(result), to: file.path) }
    }

    /// Writes one.
    static func write(_ text: @autoclosure () throws -> String, to path: String) throws(ToolError) {
        do {
            // Not by way of another file: the path may be a pipe or a device.
            try Data(text().utf8).write(to: URL(filePath: path))
        } catch {
            throw ToolError("\(path) cannot be written: \(error.localizedDescription)")
        }
    }
}
