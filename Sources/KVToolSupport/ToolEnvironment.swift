// The variables that tell a tool what to work on, and where each was found: that is what decides whether it is about to
// work on the right server. The process's own environment goes before `.env.local`, and that before `.env`, variable by
// variable; a variable that is set to nothing is set.

/// Variables of the environment and of dotenv files.
package struct ToolEnvironment: Sendable {
    /// A variable's value, and who says so.
    package struct Setting: Sendable, Equatable {
        package let value: String
        /// `the environment`, or the name of a file.
        package let source: String

        package init(value: String, source: String) {
            self.value = value
            self.source = source
        }
    }

    /// What the process's own variables are called as a source.
    package static let processSource = "the environment"

    /// The dotenv files that are read, the stronger first.
    package static let fileNames = [".env.local", ".env"]

    private let process: [String: String]
    private let files: [(name: String, variables: Dotenv)]

    /// - Parameter files: the files that there are, the stronger first.
    package init(process: [String: String], files: [(name: String, variables: Dotenv)] = []) {
        self.process = process
        self.files = files
    }

    /// A variable; nil when nobody sets it.
    package subscript(name: String) -> Setting? {
        if let value = process[name] {
            return Setting(value: value, source: ToolEnvironment.processSource)
        }
        for file in files {
            if let value = file.variables[name] { return Setting(value: value, source: file.name) }
        }
        return nil
    }

    /// The value of a variable that is set to something.
    package func value(of name: String) -> String? {
        self[name].flatMap { $0.value.isEmpty ? nil : $0.value }
    }

    /// What to tell a user whose address and secret have been found in different places: nil when it is one place.
    package static func mixture(
        _ name: String, _ setting: Setting, _ other: String, _ otherSetting: Setting
    ) -> String? {
        guard setting.source != otherSetting.source else { return nil }
        return "\(name) is from \(setting.source), but \(other) is from \(otherSetting.source): "
            + "make sure that they belong together"
    }
}
