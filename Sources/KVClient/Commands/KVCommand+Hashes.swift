// Hashes: fields and their values at a key.

extension KVCommand where Response == KVString? {
    /// The value of a field; nil when there is none (HGET).
    public static func field(_ field: KVString, of key: KVString) -> Self { string(["HGET", key, field]) }
}

extension KVCommand where Response == [KVString?] {
    /// The values of some fields; nil where there is none (HMGET).
    public static func fields(_ fields: [KVString], of key: KVString) -> Self {
        strings(["HMGET", key] + fields)
    }
}

extension KVCommand where Response == [KVString: KVString] {
    /// All fields and their values; none of a key that is not there (HGETALL).
    public static func fields(of key: KVString) -> Self {
        Self(["HGETALL", key]) { reply throws(KVError) in
            var fields: [KVString: KVString] = [:]
            for pair in try reply.decodePairs() {
                fields[try pair.key.decodeString()] = try pair.value.decodeString()
            }
            return fields
        }
    }
}

extension KVCommand where Response == Int {
    /// Stores fields; how many are new (HSET).
    public static func setFields(_ fields: [KVString: any CommandWord], of key: KVString) -> Self {
        number(["HSET", key] + KVRequest.words(of: fields))
    }

    /// Removes fields; how many there were (HDEL).
    public static func removeFields(_ fields: [KVString], of key: KVString) -> Self {
        number(["HDEL", key] + fields)
    }

    /// Adds to a field; what it is then (HINCRBY).
    public static func increment(field: KVString, of key: KVString, by amount: Int = 1) -> Self {
        number(["HINCRBY", key, field, amount])
    }

    /// How many fields there are (HLEN).
    public static func fieldCount(of key: KVString) -> Self { number(["HLEN", key]) }
}

extension KVCommand where Response == Bool {
    /// Stores a field that is not there yet; whether it was not (HSETNX).
    public static func addField(_ field: KVString, _ value: any CommandWord, to key: KVString) -> Self {
        yesOrNo(["HSETNX", key, field, value])
    }

    /// Whether there is a field (HEXISTS).
    public static func hasField(_ field: KVString, in key: KVString) -> Self {
        yesOrNo(["HEXISTS", key, field])
    }
}
