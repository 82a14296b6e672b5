// The ids of posts. What is no id must not get into a key: `12x` and `012` name keys that nobody reads, and a typing error
// would look like success.

/// The id of a post, as its keys have it.
package struct PostID: Hashable, Sendable, CustomStringConvertible {
    package let description: String

    /// What ids look like.
    package enum Form: Sendable {
        /// Whole numbers without sign and leading zeros, of up to 20 digits.
        case number
        /// Up to 128 letters, digits, underscores and hyphens.
        case word

        /// The form in words.
        package var expected: String {
            switch self {
            case .number: "a number such as 12; --string-ids allows letters"
            case .word: "up to 128 letters, digits, _ and -"
            }
        }
    }

    /// - Returns: nil when it is no id of that form.
    package init?(_ text: String, _ form: Form) {
        let isValid =
            switch form {
            case .number:
                text == "0"
                    || 1...20 ~= text.utf8.count && text.utf8.first != UInt8(ascii: "0")
                        && text.utf8.allSatisfy(PostID.isDigit)
            case .word: 1...128 ~= text.utf8.count && text.utf8.allSatisfy(PostID.isOfWord)
            }
        guard isValid else { return nil }
        description = text
    }

    private static func isDigit(_ byte: UInt8) -> Bool { 48...57 ~= byte }

    private static func isOfWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: isDigit(byte)
        }
    }
}

/// Ids without repetitions, in the order in which they came first.
package struct PostIDs: Sendable, Equatable {
    package private(set) var ids: [PostID] = []
    /// Those that came more than once.
    package private(set) var repeated: [PostID] = []
    private var seen: [PostID: Int] = [:]

    package init() {}

    package mutating func add(_ id: PostID) {
        let count = seen[id, default: 0] + 1
        seen[id] = count
        if count == 1 { ids.append(id) }
        if count == 2 { repeated.append(id) }
    }
}
