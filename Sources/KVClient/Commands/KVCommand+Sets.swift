// Sets: members without order.

extension KVCommand where Response == Int {
    /// Adds members; how many are new (SADD).
    public static func addMembers(_ members: [any CommandWord], to key: KVString) -> Self {
        number(["SADD", key] + members)
    }

    /// Removes members; how many there were (SREM).
    public static func removeMembers(_ members: [any CommandWord], from key: KVString) -> Self {
        number(["SREM", key] + members)
    }

    /// How many members there are (SCARD).
    public static func memberCount(of key: KVString) -> Self { number(["SCARD", key]) }
}

extension KVCommand where Response == Bool {
    /// Whether something is a member (SISMEMBER).
    public static func isMember(_ member: any CommandWord, of key: KVString) -> Self {
        yesOrNo(["SISMEMBER", key, member])
    }
}

extension KVCommand where Response == Set<KVString> {
    /// All members (SMEMBERS).
    public static func members(of key: KVString) -> Self {
        Self(["SMEMBERS", key]) { reply throws(KVError) in
            Set(try reply.decodeElements { member throws(KVError) in try member.decodeString() })
        }
    }
}
