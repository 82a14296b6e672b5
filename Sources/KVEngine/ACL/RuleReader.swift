// Reading rules about a user: whether it may connect, with which passwords, and selectors in brackets. Every other
// rule is one about its root selector.

import RESP

/// What rules are read by.
struct RuleReader {
    let book: RuleBook
    /// `acl-pubsub-default`: whether new selectors allow all channels.
    let allChannelsByDefault: Bool

    /// Applies one rule.
    ///
    /// - Throws: why it cannot be, which may leave `user` half changed.
    func apply(_ rule: ByteView, to user: inout UserRules) throws(RuleError) {
        guard !rule.isEmpty else { return }
        if let change = Self.words.first(where: { rule.matchesBeforeNUL($0.word) }) {
            return change.apply(&user)
        }
        if rule.matchesBeforeNUL("reset") { return reset(&user) }
        let rest = rule[1..<rule.count]
        switch rule[0] {
        case UInt8(ascii: ">"): user.add(password: SHA256(rest).bytes)
        case UInt8(ascii: "#"): user.add(password: try hash(rest))
        case UInt8(ascii: "<"): try user.remove(password: SHA256(rest).bytes)
        case UInt8(ascii: "!"): try user.remove(password: try hash(rest))
        case UInt8(ascii: "(") where rest.count > 0 && rule[rule.count - 1] == UInt8(ascii: ")"):
            user.selectors.append(try selector(rest[0..<rest.count - 1]))
        default: try apply(rule, to: &user.root)
        }
    }

    private typealias Word = (word: StaticString, apply: @Sendable (inout UserRules) -> Void)

    /// The rules that are one word.
    private static let words: [Word] = [
        ("on", { $0.isEnabled = true }),
        ("off", { $0.isEnabled = false }),
        ("skip-sanitize-payload", { $0.sanitizing = .never }),
        ("sanitize-payload", { $0.sanitizing = .always }),
        (
            "nopass",
            {
                $0.needsNoPassword = true
                $0.passwords = []
            }
        ),
        (
            "resetpass",
            {
                $0.needsNoPassword = false
                $0.passwords = []
            }
        ),
        ("clearselectors", { $0.selectors = [] }),
    ]

    private func reset(_ user: inout UserRules) {
        user = UserRules(allChannels: allChannelsByDefault)
        user.sanitizing = .always
    }

    /// The rules between brackets, separated by blanks and quoted as in redis-cli.
    ///
    /// Quotes that do not balance leave nothing of them.
    private func selector(_ text: ByteView) throws(RuleError) -> Selector {
        var selector = Selector(allChannels: allChannelsByDefault)
        let (words, line) = (ArgumentList(), text.beforeNUL)
        guard InlineRequest.split(line, into: words) else { return selector }
        for index in 0..<words.count { try apply(words.view(index, in: line), to: &selector) }
        return selector
    }

    /// The bytes of a hash that is written in hexadecimal.
    private func hash(_ text: ByteView) throws(RuleError) -> [UInt8] {
        guard text.count == SHA256.byteCount * 2 else { throw .notAHash }
        var hash: [UInt8] = []
        for index in 0..<SHA256.byteCount {
            guard let high = Self.digit(text[index * 2]), let low = Self.digit(text[index * 2 + 1]) else {
                throw .notAHash
            }
            hash.append(high << 4 | low)
        }
        return hash
    }

    /// A digit in lower case: the spelling in which hashes are told.
    private static func digit(_ byte: UInt8) -> UInt8? {
        if byte &- UInt8(ascii: "0") < 10 { return byte - UInt8(ascii: "0") }
        return byte &- UInt8(ascii: "a") < 6 ? byte - UInt8(ascii: "a") + 10 : nil
    }
}

extension UserRules {
    /// Adds a password; from now on one is needed.
    mutating func add(password: [UInt8]) {
        if !passwords.contains(password) { passwords.append(password) }
        needsNoPassword = false
    }

    fileprivate mutating func remove(password: [UInt8]) throws(RuleError) {
        guard let index = passwords.firstIndex(of: password) else { throw .noSuchPassword }
        passwords.remove(at: index)
    }
}
