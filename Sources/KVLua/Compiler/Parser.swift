// The grammar of Lua 5.1, read in one pass: each construct is turned into code as it is recognised, so nothing
// deep is built that would have to be walked or freed. How deep constructs nest in each other is limited, which
// bounds the recursion here.

/// Reads a chunk and writes its code.
final class Parser {
    let lexer: Lexer
    var builder: FunctionBuilder
    let source: LuaString
    private let nestingLimit: Int
    private let stack: NativeStack
    private var nesting = 0

    private init(lexer: Lexer, nestingLimit: Int, stack: NativeStack) {
        self.stack = stack
        self.lexer = lexer
        self.nestingLimit = nestingLimit
        source = LuaString(ChunkName.display(lexer.chunkName))
        builder = FunctionBuilder(outer: nil, lexer: lexer, line: 0)
    }

    /// Compiles a chunk.
    static func compile(
        _ text: [UInt8], chunkName: [UInt8], heap: Heap, nestingLimit: Int, stack: NativeStack
    ) throws(LuaFailure) -> Prototype {
        let lexer = Lexer(source: text, chunkName: chunkName, heap: heap)
        let parser = Parser(lexer: lexer, nestingLimit: nestingLimit, stack: stack)
        parser.builder.isVariadic = true
        try lexer.advance()
        parser.openBlock(isLoop: false)
        try parser.chunk()
        try parser.check(.endOfFile)
        parser.closeBlock()
        parser.builder.emitReturn(0, 0)
        return Prototype(parser.builder, source: parser.source)
    }

    // MARK: Tokens

    var token: Token { lexer.token }

    func advance() throws(LuaFailure) { try lexer.advance() }

    /// Goes past a token if it is the current one.
    func skip(_ expected: Token) throws(LuaFailure) -> Bool {
        guard token == expected else { return false }
        try advance()
        return true
    }

    func check(_ expected: Token) throws(LuaFailure) {
        guard token == expected else { throw lexer.syntaxError("'\(expected.text)' expected") }
    }

    func expect(_ expected: Token) throws(LuaFailure) {
        try check(expected)
        try advance()
    }

    /// Expects the token that closes what another opened on a line.
    func expect(_ closing: Token, closing opening: Token, from line: Int) throws(LuaFailure) {
        if try skip(closing) { return }
        guard line != lexer.line else { return try check(closing) }
        throw lexer.syntaxError("'\(closing.text)' expected (to close '\(opening.text)' at line \(line))")
    }

    func expectName() throws(LuaFailure) -> LuaString {
        try check(.name)
        let name = lexer.string
        try advance()
        return name
    }

    // MARK: Nesting

    func enter() throws(LuaFailure) {
        nesting += 1
        guard nesting <= nestingLimit, stack.hasRoom else {
            throw lexer.error("chunk has too many syntax levels", near: nil)
        }
    }

    func leave() { nesting -= 1 }

    /// How many more levels there may be.
    var remainingLevels: Int { nestingLimit - nesting }

    // MARK: Blocks

    /// A list of statements, up to what ends it.
    func chunk() throws(LuaFailure) {
        try enter()
        var isLast = false
        while !isLast, !token.endsBlock {
            isLast = try statement()
            _ = try skip(.char(";"))
            builder.free = builder.active.count
        }
        leave()
    }

    func openBlock(isLoop: Bool) {
        builder.blocks.append(Block(activeCount: builder.active.count, isLoop: isLoop))
    }

    func closeBlock() {
        guard let block = builder.blocks.popLast() else { return }
        builder.removeVariables(downTo: block.activeCount)
        if block.isCaptured { builder.emit(.close, block.activeCount, 0, 0) }
        builder.free = builder.active.count
        builder.patchToHere(block.breaks)
    }

    func block() throws(LuaFailure) {
        openBlock(isLoop: false)
        try chunk()
        closeBlock()
    }
}
