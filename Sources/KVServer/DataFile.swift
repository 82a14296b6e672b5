// The RDB file of a server: what it starts with, and where SAVE writes.

/// A folder and the name of a file in it, which need not be there yet.
package struct DataFile: Sendable {
    let folder: String
    let name: String

    /// - Throws: that there is no such folder.
    package init(folder: String, name: String) throws(StartError) {
        guard WholeFile.isFolder(folder) else {
            throw StartError(description: "--dir \(folder): there is no such folder")
        }
        (self.folder, self.name) = (folder, name)
    }

    var path: String { "\(folder)/\(name)" }

    /// What is in the file; nil when it is not there or cannot be read.
    func read() -> [UInt8]? {
        do {
            return try WholeFile.bytes(of: path)
        } catch {
            return nil
        }
    }

    /// Puts bytes in the place of the file, and returns why that did not work. Called with the engine locked: who saves
    /// holds up everybody, as with Redis's SAVE.
    func write(_ bytes: [UInt8]) -> String? {
        do throws(StartError) {
            try WholeFile.replace(path, with: bytes)
            return nil
        } catch {
            return error.description
        }
    }
}
