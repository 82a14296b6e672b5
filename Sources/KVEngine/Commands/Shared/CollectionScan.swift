// What HSCAN, SSCAN and ZSCAN share: their documentation, and the way to the value that they walk over.

import RESP

extension Docs {
    /// The documentation of a command that scans one collection.
    static func scan(_ group: Group, _ summary: StaticString) -> Docs {
        Docs(
            group, since: "2.8.0", summary,
            complexity: "O(1) a call, O(N) in the number of elements for all of them",
            syntax: "key cursor:integer [MATCH pattern] [COUNT count:integer]")
    }
}

extension Call {
    /// Reads the arguments of a scan, and the collection; nil when there is none, and nothing found is answered.
    ///
    /// Error order: the cursor, the key's type, then the options, which a missing key leaves unread.
    mutating func beginScan<V: CollectionValue>(
        of type: V.Type
    ) throws(RedisError) -> (value: V, cursor: UInt64, options: ScanOptions)? {
        let key = try key()
        let cursor = try ScanOptions.cursor(&self)
        guard let value = try read(key, as: type) else {
            reply.scanHead(cursor: 0, elements: 0)
            return nil
        }
        return (value, cursor, try ScanOptions(&self))
    }
}
