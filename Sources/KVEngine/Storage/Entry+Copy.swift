// Copying a key with its value, for COPY.

import RESP

extension Entry {
    /// A new entry under `key` with a deep copy of the value and the same encoding.
    ///
    /// - Complexity: O(n) in the size of the value.
    func copied(to key: ByteView) -> Entry {
        switch representation {
        case .integer:
            return Entry.make(key: key).holding(integer)
        case .object:
            let copy = Entry.make(key: key)
            copy.setObject(object.copy())
            return copy
        case .embedded, .inlineRaw, .block:
            let room = bytes.count <= Entry.inlineLimit ? bytes.count : 0
            return Entry.make(key: key, room: room).settingString(bytes, raw: representation != .embedded)
        }
    }
}
