// RDB files, as those see them who have one.

import RESP

/// What an RDB file is told by.
package enum RDBFile {
    /// Whether bytes begin as an RDB file does: `REDIS` and a version of four digits.
    package static func isOne(_ bytes: [UInt8]) -> Bool {
        let header = bytes.prefix(9)
        return header.count == 9 && header.prefix(5).elementsEqual("REDIS".utf8)
            && header.dropFirst(5).allSatisfy { 0x30...0x39 ~= $0 }
    }
}

extension Engine {
    /// Puts what is in an RDB file in the place of everything in all databases, and of all functions if it has some.
    ///
    /// - Throws: `CorruptRDB`, and nothing has changed.
    /// - Complexity: O(n) in the bytes.
    package func load(rdb file: [UInt8]) throws(CorruptRDB) {
        let prepared = try file.withByteView { file throws(CorruptRDB) in
            try PreparedKeyspace(rdb: file, for: self)
        }
        if !prepared.libraries.isEmpty { try load(libraries: prepared.libraries) }
        replaceKeyspace(with: prepared)
    }

    private func load(libraries: [[UInt8]]) throws(CorruptRDB) {
        var set = LibrarySet()
        for code in libraries {
            do throws(RedisError) {
                _ = try scripting.functions.load(code, replacing: false, into: &set, limit: nil)
            } catch {
                throw CorruptRDB("A library of functions cannot be loaded.")
            }
        }
        scripting.functions.set = set
    }
}
