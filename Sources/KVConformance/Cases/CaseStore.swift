// The files of cases on disk: found, read and named by their folder.

import Foundation

/// The folder `conformance` of a checkout.
package struct CaseStore: Sendable {
    package let root: URL

    /// - Parameter root: the folder that holds `cases` and `recorded`.
    package init(root: URL) { self.root = root }

    /// The folder of the package that this was built from.
    package static let ofThisPackage = CaseStore(
        root: URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appending(path: "conformance"))

    /// The names of all files of cases, `family/command`, sorted.
    package func names() -> [String] {
        let folder = root.appending(path: "cases").path
        guard let paths = FileManager.default.enumerator(atPath: folder) else { return [] }
        return paths.compactMap { path in
            guard let path = path as? String, path.hasSuffix(".case") else { return nil }
            return String(path.dropLast(".case".count))
        }.sorted()
    }

    /// The cases of one file.
    ///
    /// - Throws: what is wrong with it, and where.
    package func file(_ name: String) throws(CaseError) -> CaseFile {
        let url = root.appending(path: "cases/\(name).case")
        guard let text = try? String(contentsOf: url, encoding: .utf8) else {
            throw CaseError(file: name, line: 0, reason: "cannot be read as UTF-8 text")
        }
        return try CaseParser.parse(text, name: name)
    }

    /// Where the replies of Redis for a file are kept.
    package func recordingURL(_ name: String, version: String) -> URL {
        root.appending(path: "recorded/redis-\(version)/\(name).replies")
    }

    /// The replies recorded for a file; nil when there are none.
    package func recording(_ name: String, version: String = Recording.version) -> Recording? {
        guard let text = try? String(contentsOf: recordingURL(name, version: version), encoding: .utf8)
        else { return nil }
        return Recording(text: text)
    }

    /// The differences that are meant.
    package func knownDifferences() throws(KnownDifferencesError) -> KnownDifferences {
        let url = root.appending(path: "known-differences.md")
        return try KnownDifferences(text: (try? String(contentsOf: url, encoding: .utf8)) ?? "")
    }
}
