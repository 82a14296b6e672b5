// The compiled code of one function, and what error messages tell of it.

/// Where an upvalue comes from when a closure is made.
struct Capture {
    /// Whether it is a local variable of the enclosing function, else one of that function's own upvalues.
    let isLocal: Bool
    let index: Int
    let name: LuaString
}

/// A local variable: its register and the instructions during which it is visible.
struct LocalVariable {
    let name: LuaString
    var register = 0
    var start = 0
    var end = 0
}

/// What a compiler makes of a function's text; closures share it.
final class Prototype {
    let code: CodeBlock
    let lines: [Int32]
    let prototypes: [Prototype]
    let captures: [Capture]
    let locals: [LocalVariable]
    let parameterCount: Int
    /// Whether it takes extra arguments.
    let isVariadic: Bool
    /// Whether it finds them in a table in its local variable `arg`.
    let needsArgumentTable: Bool
    /// How many registers it needs.
    let registerCount: Int
    /// The chunk's name as it is shown.
    let source: LuaString
    /// The chunk's name as it was given.
    let chunkName: [UInt8]
    /// The line the function begins on, 0 for the whole chunk.
    let line: Int

    private let meter: MemoryMeter
    /// About how much memory it takes.
    private let cost: Int

    init(_ builder: FunctionBuilder, source: LuaString) {
        meter = builder.lexer.heap.meter
        cost = 512 + builder.code.count * 12 + builder.constants.count * 16 + builder.locals.count * 48
        meter.add(cost)
        code = CodeBlock(builder.code, builder.constants)
        lines = builder.lines
        prototypes = builder.prototypes
        captures = builder.captures
        locals = builder.locals
        parameterCount = builder.parameterCount
        isVariadic = builder.isVariadic
        needsArgumentTable = builder.needsArgumentTable
        registerCount = builder.registerCount
        self.source = source
        chunkName = builder.lexer.chunkName
        line = builder.line
    }

    deinit { meter.remove(cost) }
}

extension Prototype {
    /// Code that returns at once.
    static func idle(_ heap: Heap) -> Prototype {
        let builder = FunctionBuilder(
            outer: nil, lexer: Lexer(source: [], chunkName: [], heap: heap), line: 0)
        builder.emitReturn(0, 0)
        return Prototype(builder, source: LuaString([]))
    }
}
