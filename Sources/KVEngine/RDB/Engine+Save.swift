// Saving: the data as an RDB file in the hands of the owner, who knows of disks. A server without such a file notes that
// its data was saved, and when, for programs that wait for that; it keeps what it has in memory only.

import RESP

/// What a server knows of its file.
final class Saving {
    /// Puts bytes in the place of the file; returns why that did not work. Nil where there is no file.
    let write: (([UInt8]) -> String?)?
    /// The latest save, in Unix seconds.
    fileprivate(set) var savedAt: Int64?
    /// The engine's count of changes at that time.
    fileprivate(set) var savedChanges = 0
    fileprivate(set) var count = 0
    /// Whether the latest BGSAVE has worked; nil when there was none.
    fileprivate(set) var backgroundWorked: Bool?

    init(_ write: (([UInt8]) -> String?)?) { self.write = write }
}

extension Engine {
    /// Has SAVE, BGSAVE and SHUTDOWN SAVE write to a file.
    ///
    /// - Parameter write: puts an RDB file in the place of the one before; returns why that did not work.
    package func saveFile(by write: @escaping ([UInt8]) -> String?) { saving = Saving(write) }

    /// Saves all data; false, with a line in the log, if that does not work.
    ///
    /// - Complexity: O(n) in the keys and the bytes of their values.
    func save() -> Bool {
        let record = saving ?? Saving(nil)
        saving = record
        if let write = record.write, let reason = write(writeRDB().withView { [UInt8]($0) }) {
            warn("The data was not saved: \(reason)")
            return false
        }
        record.savedAt = now / 1000
        record.savedChanges = counters.value.dirty
        record.count += 1
        return true
    }

    /// Saves all data, and notes whether it worked.
    func saveInBackground() {
        let isSaved = save()
        saving?.backgroundWorked = isSaved
    }

    /// When the data was last saved, or else when the server was started, in Unix seconds.
    var lastSave: Int64 { saving?.savedAt ?? startedAt / 1_000_000 }

    /// Changes to the data since it was last saved.
    var unsavedChanges: Int { counters.value.dirty - (saving?.savedChanges ?? 0) }
}
