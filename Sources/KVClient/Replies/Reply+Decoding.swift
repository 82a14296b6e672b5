// Replies as values of a program. RESP2, RESP3 and REST spell the same thing in different ways: a map comes flat or in
// pairs, a number as a string or as itself. Which it was is nobody's concern above this file.

extension Reply {
    /// What is wrong with a reply that should have been something else.
    private func problem(_ wanted: String) -> KVError {
        if case .error(let line) = self { return KVError(line: line) }
        return KVError(.unexpectedReply, "the reply is no \(wanted)")
    }

    /// The integer that it is, or spells.
    ///
    /// - Throws: `KVError`: the refusal that it is, or `unexpectedReply`.
    public func decodeInteger() throws(KVError) -> Int {
        guard let number = integer, let value = Int(exactly: number) else { throw problem("integer") }
        return value
    }

    /// The string.
    ///
    /// - Throws: `KVError`: the refusal that it is, or `unexpectedReply`.
    public func decodeString() throws(KVError) -> KVString {
        switch self {
        case .string(let string): string
        case .status(let text): KVString(text)
        default: throw problem("string")
        }
    }

    /// The number that it is, or spells.
    ///
    /// - Throws: `KVError`: the refusal that it is, or `unexpectedReply`.
    public func decodeDouble() throws(KVError) -> Double {
        switch self {
        case .double(let number): return number
        case .integer(let number): return Double(number)
        case .string(let string):
            guard let number = string.text.flatMap({ Double($0) }) else { throw problem("number") }
            return number
        default: throw problem("number")
        }
    }

    /// Whether something was done, or is so: 1 or 0, OK or nothing.
    ///
    /// - Throws: `KVError`: the refusal that it is, or `unexpectedReply`.
    public func decodeBool() throws(KVError) -> Bool {
        switch self {
        case .boolean(let flag): return flag
        case .integer(let number): return number != 0
        case .status, .string: return true
        case .null: return false
        default: throw problem("yes or no")
        }
    }

    /// That it is no refusal.
    ///
    /// - Throws: `KVError`: the refusal that it is.
    public func decodeNothing() throws(KVError) {
        if case .error(let line) = self { throw KVError(line: line) }
    }

    /// The elements; none of what is not there.
    ///
    /// - Throws: `KVError`: the refusal that it is, or `unexpectedReply`.
    public func decodeElements() throws(KVError) -> [Reply] {
        if case .null = self { return [] }
        guard let elements else { throw problem("list") }
        return elements
    }

    /// The elements, each of them decoded.
    ///
    /// - Throws: `KVError`: the refusal that it is, or what `decode` throws.
    public func decodeElements<Element>(
        _ decode: (Reply) throws(KVError) -> Element
    ) throws(KVError) -> [Element] {
        var result: [Element] = []
        for element in try decodeElements() { result.append(try decode(element)) }
        return result
    }

    /// The entries of a map, in the order they came: as a map, as pairs, or one after the other.
    ///
    /// - Throws: `KVError`: the refusal that it is, or `unexpectedReply`.
    public func decodePairs() throws(KVError) -> [Pair] {
        if case .map(let pairs) = self { return pairs }
        let elements = try decodeElements()
        if let first = elements.first, case .array = first {
            return try decodeElements { element throws(KVError) in
                guard let pair = element.elements, pair.count == 2 else { throw problem("list of pairs") }
                return Pair(key: pair[0], value: pair[1])
            }
        }
        guard elements.count % 2 == 0 else { throw problem("list of pairs") }
        return stride(from: 0, to: elements.count, by: 2).map { index in
            Pair(key: elements[index], value: elements[index + 1])
        }
    }

    /// The value, or nil of what is not there.
    ///
    /// - Throws: what `decode` throws.
    public func decodeOptional<Value>(_ decode: (Reply) throws(KVError) -> Value) throws(KVError) -> Value? {
        if case .null = self { return nil }
        return try decode(self)
    }
}
