// What differs between two snapshots, as a test writes it down.

import KVEngine
public import KVClient

extension Snapshot {
    /// A key that is not the same in two snapshots.
    public enum Change: Hashable, Sendable {
        case added(KVString, database: Int = 0)
        case removed(KVString, database: Int = 0)
        /// It holds another value, or one of another type; its time to live may be another as well.
        case changed(KVString, database: Int = 0)
        /// It holds the same, for another time.
        case expiryChanged(KVString, database: Int = 0)

        init(_ change: KeyChange) {
            let key = KVString(change.key)
            self =
                switch change.kind {
                case .added: .added(key, database: change.database)
                case .removed: .removed(key, database: change.database)
                case .changed: .changed(key, database: change.database)
                case .expiryChanged: .expiryChanged(key, database: change.database)
                }
        }
    }
}

extension Snapshot.Change: CustomStringConvertible {
    /// As `changed stock:9`, with the database when it is another than 0.
    public var description: String {
        switch self {
        case .added(let key, let database): describe("added", key, database)
        case .removed(let key, let database): describe("removed", key, database)
        case .changed(let key, let database): describe("changed", key, database)
        case .expiryChanged(let key, let database): describe("expiry changed", key, database)
        }
    }

    private func describe(_ word: String, _ key: KVString, _ database: Int) -> String {
        "\(word) \(key)\(database == 0 ? "" : " (db\(database))")"
    }
}
