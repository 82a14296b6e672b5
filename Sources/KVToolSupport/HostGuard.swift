// Whether a tool may work on the host that it is pointed at. The wrong environment is the real risk of a tool that
// deletes, so that a host can be expected, by the one who calls it, and protected, by the one who sets up the machine.

/// What keeps a tool from the wrong host.
package struct HostGuard: Sendable {
    /// The variable with the patterns of hosts that are protected, separated by commas or blanks.
    package static let variable = "KV_PROTECTED_HOSTS"

    private let expected: [String]
    private let protected: [String]
    private let confirmed: String?

    /// - Parameter protected: patterns, separated by commas or blanks; nil for none.
    package init(expected: [String] = [], protected: String? = nil, confirmed: String? = nil) {
        self.expected = expected
        self.protected = (protected ?? "").split { $0 == "," || $0.isWhitespace }.map(String.init)
        self.confirmed = confirmed
    }

    package init(_ options: CommonOptions, _ environment: ToolEnvironment) {
        self.init(
            expected: options.expectedHosts, protected: environment.value(of: HostGuard.variable),
            confirmed: options.confirmedHost)
    }

    /// What is to be done about a host.
    package enum Verdict: Sendable, Equatable {
        case allowed
        /// The run ends here, for this reason.
        case refused(String)
        /// The user has to type the host first; a run that cannot ask ends here, for this reason.
        case toBeTyped(String)
    }

    /// Judges a host.
    ///
    /// - Parameter isLive: whether anything would be changed there: a dry run needs no confirmation.
    package func verdict(on host: String, isLive: Bool) -> Verdict {
        if !expected.isEmpty, !expected.contains(where: { HostPattern.matches($0, host) }) {
            let patterns = expected.joined(separator: ", ")
            return .refused("the host is \(host), and --expect-host expects \(patterns)")
        }
        if let confirmed, !HostPattern.isSame(confirmed, host) {
            return .refused("the host is \(host), and --confirm names \(confirmed)")
        }
        guard isLive, confirmed == nil else { return .allowed }
        guard let pattern = protected.first(where: { HostPattern.matches($0, host) }) else { return .allowed }
        return .toBeTyped(
            "the host \(host) is protected (\(HostGuard.variable) holds \(pattern)); "
                + "a live run there needs --confirm \(host)")
    }
}

/// Patterns of host names: `*` stands for anything, `?` for one character; case does not matter.
package enum HostPattern {
    package static func matches(_ pattern: String, _ host: String) -> Bool {
        matches(Array(pattern.lowercased().utf8)[...], Array(host.lowercased().utf8)[...])
    }

    /// Whether two names are of one host, as they are spelled.
    package static func isSame(_ left: String, _ right: String) -> Bool {
        left.lowercased() == right.lowercased()
    }

    /// Goes back only to the last star, so that no pattern takes longer than the product of the lengths.
    private static func matches(_ pattern: ArraySlice<UInt8>, _ host: ArraySlice<UInt8>) -> Bool {
        var (pattern, host) = (pattern, host)
        var star: (pattern: ArraySlice<UInt8>, host: ArraySlice<UInt8>)?
        while let byte = host.first {
            if pattern.first == UInt8(ascii: "*") {
                pattern = pattern.dropFirst()
                star = (pattern, host)
            } else if let wanted = pattern.first, wanted == byte || wanted == UInt8(ascii: "?") {
                (pattern, host) = (pattern.dropFirst(), host.dropFirst())
            } else if let last = star {
                star = (last.pattern, last.host.dropFirst())
                (pattern, host) = (last.pattern, last.host.dropFirst())
            } else {
                return false
            }
        }
        return pattern.allSatisfy { $0 == UInt8(ascii: "*") }
    }
}
