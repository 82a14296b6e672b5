// What a program must know about where its output goes: whether a person is reading it, and how wide the
// window is. The one question that needs a pointer is asked here.
//
// It colours nothing and moves no cursor.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A stream of the process, as far as its reader is concerned.
package struct Terminal: Sendable {
    private let descriptor: Int32

    package static let standardInput = Terminal(descriptor: 0)
    package static let standardOutput = Terminal(descriptor: 1)
    package static let standardError = Terminal(descriptor: 2)

    package init(descriptor: Int32) { self.descriptor = descriptor }

    /// Whether the stream is a terminal rather than a file or a pipe.
    package var isInteractive: Bool { isatty(descriptor) == 1 }

    /// The columns of the window; nil when the stream has none.
    package var columns: Int? {
        var size = winsize()
        guard unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return Int(size.ws_col)
    }

    /// The columns to wrap text to: 80 where nobody says otherwise.
    package var width: Int { columns ?? 80 }
}
