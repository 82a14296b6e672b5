// How long a chunk of a list may be, as `list-max-listpack-size` says it.

/// The largest chunk of a list, in bytes and in elements.
struct ListLimit: Equatable, Sendable {
    /// The bytes of a chunk, framing included; a longer element has a chunk of its own.
    let bytes: Int
    /// The elements of a chunk.
    let elements: Int

    /// Reads the directive: -1 to -5 are 4 to 64 KiB, a positive number counts elements (within 8 KiB).
    init(directive: Int) {
        if directive < 0 {
            bytes = 4096 << (-max(directive, -5) - 1)
            elements = .max
        } else {
            bytes = 8192
            elements = max(directive, 1)
        }
    }

    /// The limit of Redis's default configuration: 8 KiB.
    static let standard = ListLimit(directive: -2)

    func allows(bytes: Int, elements: Int) -> Bool { bytes <= self.bytes && elements <= self.elements }

    /// Whether two neighbours should become one chunk.
    ///
    /// Only if a quarter stays free: otherwise the next insertion would split what the last removal merged.
    func allowsMerge(bytes: Int, elements: Int) -> Bool {
        bytes <= self.bytes - self.bytes / 4 && elements <= self.elements - self.elements / 4
    }
}
