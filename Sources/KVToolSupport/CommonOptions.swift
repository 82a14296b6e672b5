// The flags that all tools for a store have, and what they mean.

/// What every tool for a store can be told.
package struct CommonOptions: Sendable {
    /// Exactly one JSON object on standard output.
    package var json = false
    /// No log and no progress on standard error; warnings and errors are told.
    package var quiet = false
    /// No colours, whatever the terminal can do.
    package var noColor = false
    /// The plain question before a live run is answered.
    package var yes = false
    /// Nothing is asked, whatever it means.
    package var noInput = false
    /// How long the whole run may take; nil where the tool decides.
    package var timeout: Duration?
    /// The server, instead of what the variables say.
    package var url: String?
    /// Patterns one of which the server's host has to match; anything when empty.
    package var expectedHosts: [String] = []
    /// The host that the user means, word by word.
    package var confirmedHost: String?
    /// Where the dotenv files are.
    package var envDirectory = "."

    package init() {}

    /// - Throws: what is wrong with a flag.
    package init(_ flags: FlagValues) throws(UsageError) {
        json = flags.isOn("json")
        quiet = flags.isOn("quiet")
        noColor = flags.isOn("no-color")
        yes = flags.isOn("yes")
        noInput = flags.isOn("no-input")
        timeout = try flags.number("timeout", in: 0.001...86_400).map { .milliseconds(Int64($0 * 1000)) }
        url = try CommonOptions.filled("url", in: flags)
        expectedHosts = try flags.names("expect-host", "a pattern such as *.upstash.io")
        confirmedHost = try CommonOptions.filled("confirm", in: flags)
        envDirectory = try CommonOptions.filled("env-dir", in: flags) ?? "."
    }

    private static func filled(_ name: String, in flags: FlagValues) throws(UsageError) -> String? {
        guard let text = flags.string(name) else { return nil }
        guard !text.isEmpty else { throw UsageError("--\(name) cannot be empty") }
        return text
    }

    /// The flags, in the sections of the help.
    ///
    /// - Parameters:
    ///   - timeout: How long a run may take when nobody says so, in words.
    ///   - url: What the server is taken from when nobody says so, in words.
    package static func sections(timeout: String, url: String) -> [FlagSection] {
        [
            FlagSection(
                "Which server",
                [
                    Flag("url", "url", help: "The server, instead of \(url)."),
                    Flag(
                        "env-dir", "directory",
                        help: "Where .env.local and .env are. Default: the current directory."),
                    Flag(
                        "expect-host", "pattern", isRepeated: true,
                        help: "Refuse to run unless the server's host matches, as in *.upstash.io."),
                    Flag(
                        "confirm", "host",
                        help: "The server's host once more, for hosts that KV_PROTECTED_HOSTS protects."),
                    Flag("timeout", "seconds", help: "How long the run may take. Default: \(timeout)."),
                ]),
            FlagSection(
                "Asking and telling",
                [
                    Flag("yes", help: "Do not ask before a live run."),
                    Flag("no-input", help: "Never ask; what needs an answer is refused."),
                    Flag("json", help: "Print one JSON object, also on failure."),
                    Flag("quiet", help: "Tell nothing but results, warnings and errors."),
                    Flag("no-color", help: "No colours. Setting NO_COLOR does the same."),
                ]),
        ]
    }
}
