// The options of SORT and SORT_RO. They may come in any order and any number; the last one of a kind counts,
// except that GETs add up.

import RESP

/// What SORT is asked for.
struct SortOptions {
    private(set) var isDescending = false
    /// Whether texts are compared, not numbers.
    private(set) var isAlphabetic = false
    private(set) var offset: Int64 = 0
    /// How many elements are wanted, negative for all.
    private(set) var limit: Int64 = -1
    /// Where the numbers or texts to sort by are; nil for the elements themselves.
    private(set) var weights: SortPattern?
    /// Whether the elements are left in the order they have: BY a pattern that names no element.
    private(set) var keepsOrder = false
    /// What is answered for each element; empty for the element itself.
    private(set) var wanted: [SortPattern] = []
    private(set) var destination: ByteView?

    /// Error order: options from left to right; the patterns of BY and GET, which may name any key, are for those who
    /// may read every key.
    init(_ call: inout Call, mayStore: Bool) throws(RedisError) {
        let mayReadEveryKey = call.mayReadEveryKey
        while call.remaining > 0 {
            if call.accept("asc") {
                isDescending = false
            } else if call.accept("desc") {
                isDescending = true
            } else if call.accept("alpha") {
                isAlphabetic = true
            } else {
                try readWithArguments(&call, mayStore: mayStore, mayReadEveryKey)
            }
        }
    }

    /// Reads an option that has arguments; without them its word is a syntax error, as an unknown one is.
    private mutating func readWithArguments(
        _ call: inout Call, mayStore: Bool, _ mayReadEveryKey: Bool
    ) throws(RedisError) {
        if call.remaining >= 3, call.accept("limit") {
            (offset, limit) = (try call.integer(), try call.integer())
        } else if call.remaining < 2 {
            throw .syntax
        } else if mayStore, call.accept("store") {
            destination = try call.key()
        } else if call.accept("by") {
            let pattern = SortPattern(try call.bytes())
            if case .key = pattern {
                guard mayReadEveryKey else { throw .sortDenied("BY") }
                weights = pattern
            } else {
                keepsOrder = true
            }
        } else if call.accept("get") {
            guard mayReadEveryKey else { throw .sortDenied("GET") }
            wanted.append(SortPattern(try call.bytes()))
        } else {
            throw .syntax
        }
    }

    /// Sorts by the elements' texts after all, whatever BY said.
    mutating func sortByText() {
        keepsOrder = false
        isAlphabetic = true
        weights = nil
    }

    /// The places that LIMIT selects among `count` sorted elements.
    func places(in count: Int) -> Range<Int> {
        let start = Int(min(max(offset, 0), Int64(count)))
        let rest = count - start
        return start..<start + (limit < 0 ? rest : Int(min(limit, Int64(rest))))
    }
}

extension RedisError {
    /// An option names keys that the client's user may not read.
    fileprivate static func sortDenied(_ option: StaticString) -> RedisError {
        RedisError("ERR \(option) option of SORT denied due to insufficient ACL permissions.")
    }
}
