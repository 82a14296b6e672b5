// The parameters whose text has a form: names of hosts, the title of the process; and those that would turn on TLS.

import RESP

extension ConfigurationRule {
    /// `cluster-announce-hostname`: letters, digits, hyphens and dots.
    static let hostName = ConfigurationRule.custom { text throws(ConfigurationRefusal) in
        guard text.count < 256 else {
            throw ConfigurationRefusal("Hostnames must be less than 256 characters")
        }
        for index in 0..<text.count where !isHostCharacter(text[index]) {
            throw ConfigurationRefusal("Hostnames may only contain alphanumeric characters, hyphens or dots")
        }
        return ConfigurationValue([UInt8](text))
    }

    private static func isHostCharacter(_ byte: UInt8) -> Bool {
        let lower = ByteView.lowercase(byte)
        return lower &- 97 < 26 || byte &- 48 < 10 || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
    }

    /// `proc-title-template`: text with variables in braces, `{{` for a brace, and something left when the variables
    /// that may be empty are.
    static let processTitle = ConfigurationRule.custom { text throws(ConfigurationRefusal) in
        guard expandsToSomething(text) else {
            throw ConfigurationRefusal("template format is invalid or contains unknown variables")
        }
        return ConfigurationValue([UInt8](text))
    }

    private static func expandsToSomething(_ template: ByteView) -> Bool {
        var (index, isEmpty) = (0, true)
        while index < template.count {
            if template[index] != UInt8(ascii: "{") {
                (index, isEmpty) = (index + 1, false)
                continue
            }
            guard index + 1 < template.count else { return false }
            if template[index + 1] == UInt8(ascii: "{") {
                (index, isEmpty) = (index + 2, false)
                continue
            }
            let rest = template[index + 1..<template.count]
            guard let end = rest.firstIndex(of: UInt8(ascii: "}")) else { return false }
            switch String(rest[0..<end]) {
            case "title", "unixsocket", "server-mode": break
            case "listen-addr", "port", "tls-port", "config-file": isEmpty = false
            default: return false
            }
            index += end + 2
        }
        return !isEmpty
    }

    /// What turns TLS on where it is not `no` or 0, which cannot be: a Redis without certificates refuses it likewise.
    static func withoutTLS(_ rule: ConfigurationRule) -> ConfigurationRule {
        .custom { text throws(ConfigurationRefusal) in
            let value = try rule.read(text)
            guard value.number == 0 else {
                throw ConfigurationRefusal("Unable to update TLS configuration. Check server logs.")
            }
            return value
        }
    }
}
