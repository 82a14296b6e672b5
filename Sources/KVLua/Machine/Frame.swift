// The calls that are open in a coroutine. Calls of Lua functions are frames of this list and not of Swift's stack,
// so that they can be as deep as Lua allows, left all at once by an error, and left for later.

/// An open call, or a mark between calls.
struct Frame {
    enum Kind {
        /// A Lua function.
        case lua
        /// `pcall`.
        case protected
        /// `xpcall`, whose handler is on the stack where the results will be.
        case protectedWithHandler
        /// Swift code called what is above.
        case boundary
        /// The beginning of a coroutine.
        case coroutine
    }

    let kind: Kind
    /// The stack index for the results.
    let target: Int
    /// How many results the caller wants, -1 for all.
    let wanted: Int
    /// Where a Lua function goes on.
    var cursor: Cursor?
    /// How many callers it has replaced by tail calls.
    var tailCalls = 0
    /// Whether it is a mark that `error` does not count as a level: of a metamethod that an instruction called.
    var isTransparent = false
}

/// Where results of a call that is under way in another coroutine are to go.
struct Pending {
    var target = 0
    var wanted = 0
    /// Whether it was `coroutine.wrap`'s function that was called, and not `resume`.
    var isWrapped = false
}

/// How the interpreter goes on after a call or a return.
enum Flow {
    /// With the Lua function of the top frame.
    case lua
    /// Not: the results are on the stack, and Swift code wants them.
    case leave(Int, Int)
    /// Later.
    case suspended
}
