// What a stream's reader can see. Colours and lines that are drawn over are for people at a terminal that can show them.

/// How a program may write to a stream.
package struct OutputStyle: Sendable, Equatable {
    /// Whether a person reads it as it is written.
    package let isInteractive: Bool
    /// Whether colours may be used.
    package let hasColour: Bool
    /// Whether a line may be drawn over, as for progress.
    package let isAnimated: Bool
    /// Columns.
    package let width: Int

    package init(isInteractive: Bool, width: Int, environment: [String: String], noColor: Bool = false) {
        let isDumb = environment["TERM"] == "dumb"
        self.isInteractive = isInteractive
        self.width = width
        isAnimated = isInteractive && !isDumb
        hasColour = isAnimated && !noColor && environment["NO_COLOR", default: ""].isEmpty
    }

    package init(_ terminal: Terminal, environment: [String: String], noColor: Bool = false) {
        self.init(
            isInteractive: terminal.isInteractive, width: terminal.width, environment: environment,
            noColor: noColor)
    }

    /// Text in a colour, where there are colours.
    package func paint(_ text: String, _ colour: Colour) -> String {
        hasColour ? "\u{1B}[\(colour.rawValue)m\(text)\u{1B}[0m" : text
    }

    /// Colours that every terminal has, and what they are used for.
    package enum Colour: Int, Sendable {
        /// What went wrong.
        case red = 31
        /// What went well.
        case green = 32
        /// What to look at.
        case yellow = 33
        case bold = 1
        case dim = 2
    }
}
