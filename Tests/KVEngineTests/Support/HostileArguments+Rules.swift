// Rules of ACL SETUSER, and pieces of them put together at random: nearly right, and right often enough to change what
// the client may do next.

@testable import KVEngine

extension HostileArguments {
    private static let names = ["default", "default", "ada", "bob", "a b", "", "\0"]

    private static let rules: [String] = [
        "on", "on", "off", "nopass", "resetpass", "reset", "allkeys", "resetkeys", "allchannels",
        "resetchannels",
        "allcommands", "nocommands", "+@all", "+@all", "-@all", "~*", "&*", "clearselectors",
        "sanitize-payload",
        "skip-sanitize-payload", ">secret", "<secret", "#", "!", "(", ")", "()", "(~a +get)", "(~a", "+get)",
        "(+@all ~* &*)", "+get|a", "-get|a", "+client|id", "-client|kill", "+config|", "+|", "+", "-", "%",
        "%R",
        "%RW~*", "%W~list:*", "%rr~x", "~string:*", "~", "&", "&m*", "+@", "-@dangerous", "+@read",
        "-@string",
        "+@nosuch", "+nosuch", "+select|0", "+debug|sleep", "+acl", "(\"~a\" +get)", "('", "(\\x",
        "+acl|setuser|x",
    ]

    private static let characters = Array("+-@~&%RWrw|()<>#!\"'\\ *[]on\0\u{7F}".utf8)

    mutating func userName() -> [UInt8] {
        once(in: 8) ? text() : Array(one(of: HostileArguments.names).utf8)
    }

    mutating func rule() -> [UInt8] {
        switch random.below(8) {
        case 0: (0..<random.below(12)).map { _ in one(of: HostileArguments.characters) }
        case 1: [one(of: HostileArguments.characters)] + text()
        case 2: Array(one(of: HostileArguments.rules).utf8) + text()
        case 3: Array("(".utf8) + rule() + Array(" ".utf8) + rule() + Array(")".utf8)
        default: Array(one(of: HostileArguments.rules).utf8)
        }
    }
}
