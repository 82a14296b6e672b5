// Copying a key with its value, for COPY and for snapshots.

import RESP

extension Entry {
    /// A new entry under `key` with a deep copy of the value and the same encoding, for an engine that has these
    /// settings and this seed.
    ///
    /// - Complexity: O(n) in the size of the value.
    func copied(to key: ByteView, settings: Settings, seed: HashSeed) -> Entry {
        switch representation {
        case .integer:
            return Entry.make(key: key).holding(integer)
        case .object:
            let copy = Entry.make(key: key)
            copy.setObject(object.copy(settings: settings, seed: seed))
            return copy
        case .embedded, .inlineRaw, .block:
            let room = bytes.count <= Entry.inlineLimit ? bytes.count : 0
            return Entry.make(key: key, room: room).settingString(bytes, raw: representation != .embedded)
        }
    }
}
