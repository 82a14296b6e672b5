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
    /// - Parameter replacesFunctions: whether functions go even if the file has none.
    /// - Throws: `CorruptRDB`, and nothing has changed.
    /// - Complexity: O(n) in the bytes.
    package func load(rdb file: [UInt8], replacesFunctions: Bool = false) throws(CorruptRDB) {
        let prepared = try file.withByteView { file throws(CorruptRDB) in
            try PreparedKeyspace(rdb: file, for: self)
        }
        if !prepared.libraries.isEmpty || replacesFunctions && madeScripting != nil {
            try load(libraries: prepared.libraries, over: LibrarySet(), replacing: false)
        }
        replaceKeyspace(with: prepared)
    }

    /// Adds libraries of functions to a set, and makes it the server's.
    func load(libraries: [[UInt8]], over set: LibrarySet, replacing: Bool) throws(CorruptRDB) {
        var set = set
        for code in libraries {
            do throws(RedisError) {
                _ = try scripting.functions.load(code, replacing: replacing, into: &set, limit: nil)
            } catch {
                throw CorruptRDB("A library of functions cannot be loaded.")
            }
        }
        scripting.functions.set = set
    }
}
