// How far a script may go. The defaults are Lua 5.1's where it has one.

/// The bounds of a state.
package struct LuaLimits: Sendable {
    /// How many bytes all values may take.
    package var memory = 1 << 30
    /// How many calls may be open in one coroutine.
    package var calls = 20_000
    /// How many native functions may have called each other through Lua, or syntax be nested.
    package var nesting = 200
    /// How many values one call can take or give.
    package var values = 8_000

    package init() {}
}
