// Reading the server's own file again, in the place of what is there or over it.

import RESP

extension Engine {
    /// Loads the file, or what would be in it; false, and nothing has changed, when that cannot be loaded.
    ///
    /// - Parameters:
    ///   - isSaved: whether the data is in the file as it is, so that without one it can be had from memory.
    ///   - merges: nil to remove what is there first; otherwise whether what is there twice may be replaced.
    /// - Complexity: O(n) in the keys and the bytes of their values.
    func reload(isSaved: Bool, over merges: Bool?) -> Bool {
        let file = saving?.read?() ?? (isSaved ? writeRDB().withView { [UInt8]($0) } : nil)
        guard let file else { return false }
        do throws(CorruptRDB) {
            guard let merges else {
                try load(rdb: file, replacesFunctions: true)
                return true
            }
            let prepared = try file.withByteView { file throws(CorruptRDB) in
                try PreparedKeyspace(rdb: file, for: self)
            }
            try merge(prepared, replacing: merges)
            return true
        } catch {
            warn("The data was not loaded: \(error.reason)")
            return false
        }
    }

    /// Adds what has been read to what is there.
    ///
    /// - Throws: `CorruptRDB`, and nothing has changed.
    private func merge(_ prepared: PreparedKeyspace, replacing: Bool) throws(CorruptRDB) {
        for (index, new) in prepared.databases where !replacing {
            var isThere = false
            new.keys.forEach { entry in if databases[index].keys.find(entry.key) != nil { isThere = true } }
            guard !isThere else { throw CorruptRDB("A key is there already.") }
        }
        if !prepared.libraries.isEmpty {
            try load(libraries: prepared.libraries, over: scripting.functions.set, replacing: replacing)
        }
        var all = prepared.databases
        for (index, old) in databases.used {
            let new = all[index] ?? Database(seed: hashSeed, horizon: Shared(.max))
            all[index] = new
            // What is there and not in the file is taken along.
            old.keys.forEach { entry in
                guard new.keys.find(entry.key) == nil else { return }
                new.insert(
                    entry.duplicate(settings: settings, seed: hashSeed), deadline: old.deadline(of: entry))
            }
        }
        replaceKeyspace(with: PreparedKeyspace(databases: all, usesLFU: prepared.usesLFU))
    }
}
