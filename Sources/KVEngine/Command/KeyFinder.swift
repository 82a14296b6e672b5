// Which arguments of a request are keys: what COMMAND GETKEYS and GETKEYSANDFLAGS answer. The specifications in
// a command's header tell for nearly every command; the few whose options decide bring a finder of their own.

import RESP

/// Finds the keys of a request of one command; none when the request is not well formed.
typealias KeyFinder = @Sendable (RequestWords) -> [FoundKey]

/// Finds the indices of the words of a request that nobody else is to read.
typealias SecretFinder = @Sendable (RequestWords) -> [Int]

/// A key among the words of a request.
struct FoundKey {
    /// The index of its word; the command's name is at 0.
    let index: Int
    let access: KeySpec.Access
}

/// A request that is an argument of another: its words, the command's name first.
struct RequestWords {
    private let arguments: ArgumentList
    private let input: ByteView
    private let offset: Int

    /// The request that begins at an argument of a call.
    init(of call: borrowing Call, from offset: Int) {
        arguments = call.arguments
        input = call.input
        self.offset = offset
    }

    /// A request whose words are ranges into `input`.
    init(_ arguments: ArgumentList, in input: ByteView) {
        self.arguments = arguments
        self.input = input
        offset = 0
    }

    var count: Int { arguments.count - offset }

    subscript(index: Int) -> ByteView { arguments.view(offset + index, in: input) }
}

extension Command {
    /// Whether a request of this command can name keys at all.
    var hasKeys: Bool { keyFinder != nil || keys.contains { !$0.access.contains(.notKey) } }

    func accepts(argumentCount: Int) -> Bool {
        arity > 0 ? argumentCount == arity : argumentCount >= -arity
    }

    /// The keys of a request of this command, in the order of the specifications.
    func findKeys(in words: RequestWords) -> [FoundKey] {
        let isVariable = keys.contains { $0.access.contains(.variableFlags) }
        if !isVariable, let found = findKeysBySpecifications(in: words) { return found }
        return keyFinder?(words) ?? []
    }

    /// Nil when a specification cannot tell, or does not fit the request.
    private func findKeysBySpecifications(in words: RequestWords) -> [FoundKey]? {
        var found: [FoundKey] = []
        for spec in keys where !spec.access.contains(.notKey) {
            guard let indices = spec.indices(in: words) else { return nil }
            found += indices.map { FoundKey(index: $0, access: spec.access) }
            if spec.access.contains(.incomplete) { return nil }
        }
        return found
    }
}

extension KeySpec {
    /// The words that are keys by this rule: none where its keyword is missing, nil where it cannot be followed.
    fileprivate func indices(in words: RequestWords) -> [Int]? {
        switch begin {
        case .unknown: nil
        case .index(let index): indices(in: words, from: index)
        case .keyword(let word, let start):
            KeySpec.place(of: word, from: start, in: words).map { indices(in: words, from: $0 + 1) } ?? []
        }
    }

    /// Where a keyword stands, looked for forwards from an index, or backwards when it is negative. The last word is
    /// none, for no key could follow, and neither is the command's own first argument.
    private static func place(of word: StaticString, from start: Int, in words: RequestWords) -> Int? {
        let keyword = ByteView(word)
        let places =
            start > 0
            ? Array(stride(from: start, to: words.count - 1, by: 1))
            : Array(stride(from: words.count + start, to: 1, by: -1))
        return places.first { $0 < words.count && words[$0].equalsIgnoringCase(keyword) }
    }

    private func indices(in words: RequestWords, from begin: Int) -> [Int]? {
        switch find {
        case .unknown: nil
        case .range(let last, let step, let limit):
            KeySpec.indices(
                from: begin, to: KeySpec.end(last, limit, from: begin, in: words), by: step, in: words)
        case .keyNumber(let index, let first, let step):
            KeySpec.keyCount(at: begin + index, in: words).flatMap { count in
                KeySpec.indices(from: begin + first, to: begin + first + count - 1, by: step, in: words)
            }
        }
    }

    /// The last key's index; a limit of 2 means that keys take the first half of the rest, and so on.
    private static func end(_ last: Int, _ limit: Int, from begin: Int, in words: RequestWords) -> Int {
        if last >= 0 { return begin + last }
        return limit == 0 ? words.count + last : begin + (words.count - begin) / limit + last
    }

    private static func keyCount(at index: Int, in words: RequestWords) -> Int? {
        guard index < words.count, let count = IntegerText.parse(words[index]) else { return nil }
        return 0...Int64(words.count) ~= count ? Int(count) : nil
    }

    private static func indices(from first: Int, to last: Int, by step: Int, in words: RequestWords) -> [Int]?
    {
        guard first <= last, last < words.count else { return nil }
        return Array(stride(from: first, through: last, by: step))
    }
}
