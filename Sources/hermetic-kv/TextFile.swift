// A small text file that is read, changed and put back as a whole.

import KVServer

enum TextFile {
    /// The longest file that is read; bytes.
    private static let longest = 1 << 20

    /// The text of a file; nil when there is none.
    ///
    /// - Throws: why it cannot be read.
    static func contents(of path: String) throws(StartError) -> String? {
        guard let bytes = try WholeFile.bytes(of: path, atMost: longest) else { return nil }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw StartError(description: "\(path) is no text in UTF-8, and is left alone")
        }
        return text
    }
}
