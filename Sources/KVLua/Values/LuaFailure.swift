// An error on its way: what `error` throws, what the interpreter throws itself, and what a native function may
// throw. Any value can be thrown.

/// A Lua error.
///
/// Swift wants errors to be Sendable. This one is as little so as the value it holds: it stays with its state, which
/// one thread uses at a time.
package struct LuaFailure: Error, @unchecked Sendable {
    /// What was thrown; a text in most cases.
    package var value: LuaValue
    /// The name of the chunk whose code raised it, as it was given, when known.
    package var source: String?
    /// The line of the code that raised it, when known.
    package var line: Int?
    /// Whether no `pcall` may catch it.
    package var isFinal = false

    /// An error with any value, thrown as it is.
    package init(_ value: LuaValue) {
        self.value = value
    }

    /// An error with a text, thrown as it is: with no position before it.
    package init(_ text: String) {
        value = .string(text)
    }

    /// The text that was thrown; of other values, their type in words as the `lua` program words it.
    package var text: String {
        switch value {
        case .string(let string): string.text
        case .number(let number): NumberText.text(of: number)
        default: "(error object is a \(value.typeName) value)"
        }
    }

    static var notEnoughMemory: LuaFailure { LuaFailure("not enough memory") }
}
