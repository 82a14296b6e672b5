// Lists: elements in order, the head on the left.

extension KVCommand where Response == Int {
    /// Puts elements before the head, one after the other; the length then (LPUSH).
    public static func pushLeft(_ elements: [any CommandWord], to key: KVString) -> Self {
        number(["LPUSH", key] + elements)
    }

    /// Puts elements behind the tail; the length then (RPUSH).
    public static func pushRight(_ elements: [any CommandWord], to key: KVString) -> Self {
        number(["RPUSH", key] + elements)
    }

    /// How many elements there are (LLEN).
    public static func elementCount(of key: KVString) -> Self { number(["LLEN", key]) }

    /// Removes elements that are equal to one, the first so many from the head, or from the tail with a negative count,
    /// or all with 0; how many there were (LREM).
    public static func remove(_ element: any CommandWord, from key: KVString, count: Int = 0) -> Self {
        number(["LREM", key, count, element])
    }
}

extension KVCommand where Response == KVString? {
    /// Takes the head; nil when there is none (LPOP).
    public static func popLeft(_ key: KVString) -> Self { string(["LPOP", key]) }

    /// Takes the tail; nil when there is none (RPOP).
    public static func popRight(_ key: KVString) -> Self { string(["RPOP", key]) }
}

extension KVCommand where Response == [KVString] {
    /// The elements between two positions, both included; negative ones count from the tail (LRANGE).
    public static func elements(of key: KVString, from first: Int = 0, through last: Int = -1) -> Self {
        list(["LRANGE", key, first, last])
    }

    static func list(_ words: [any CommandWord]) -> Self {
        Self(words) { reply throws(KVError) in
            try reply.decodeElements { element throws(KVError) in try element.decodeString() }
        }
    }
}

extension KVCommand where Response == Void {
    /// Keeps the elements between two positions, both included, and no others (LTRIM).
    public static func trim(_ key: KVString, from first: Int, through last: Int) -> Self {
        done(["LTRIM", key, first, last])
    }
}
