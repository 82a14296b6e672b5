// Where the running code is, for error messages.

extension LuaState {
    /// The place in the Lua code that called the native function that runs.
    package func position() -> (source: String, line: Int)? {
        guard let frame = thread.frames.last else { return nil }
        return place(of: frame).map { (String(decoding: $0.prototype.chunkName, as: UTF8.self), $0.line) }
    }

    /// The place of the innermost Lua function that runs.
    func innermostPosition() -> (source: String, line: Int)? {
        guard let frame = thread.frames.last(where: { $0.kind == .lua }) else { return nil }
        return place(of: frame).map { (String(decoding: $0.prototype.chunkName, as: UTF8.self), $0.line) }
    }

    private func place(of frame: Frame) -> (prototype: Prototype, line: Int)? {
        guard let cursor = frame.cursor, let prototype = cursor.function.prototype else { return nil }
        // After a jump to the first instruction there is none before it.
        let pc = max(cursor.pc - 1, 0)
        guard prototype.lines.indices.contains(pc) else { return nil }
        return (prototype, Int(prototype.lines[pc]))
    }

    /// "source:line: " of the code that called the native function that runs, or the frame `level` calls further out;
    /// nothing where no Lua code is.
    func positionPrefix(level: Int = 1) -> [UInt8] {
        guard let frame = frame(atLevel: level), let place = place(of: frame) else { return [] }
        return place.prototype.source.bytes + Array(":\(place.line): ".utf8)
    }

    /// The frame of a level: 1 is what called the running native function. A call that was replaced by a tail call
    /// counts, too, but has no frame.
    private func frame(atLevel level: Int) -> Frame? {
        guard level > 0 else { return nil }
        var left = level
        for frame in thread.frames.reversed() where !frame.isTransparent {
            left -= 1
            if left == 0 { return frame }
            left -= frame.tailCalls
            if left <= 0 { return nil }
        }
        return nil
    }

    /// An error with a text and the position of the code that called the native function that runs.
    package func failure(_ text: String) -> LuaFailure { failure(Array(text.utf8)) }

    func failure(_ text: [UInt8]) -> LuaFailure { LuaFailure(.string(positionPrefix() + text)) }

    /// An error of the machine itself: with the position when Lua code runs, and none in native code.
    func runError(_ text: String) -> LuaFailure { isInNative ? LuaFailure(text) : failure(text) }

    func runErrorWithoutPosition(_ text: String) -> LuaFailure { LuaFailure(text) }

    /// The error of a value that is of the wrong type for an operation.
    func typeError(_ operation: String, _ value: LuaValue, register: Int?) -> LuaFailure {
        let type = value.typeName
        if !isInNative, let register, let frame = thread.frames.last,
            let (kind, name) = objectName(register, frame)
        {
            return failure(
                Array("attempt to \(operation) \(kind) '".utf8) + name + Array("' (a \(type) value)".utf8))
        }
        return runError("attempt to \(operation) a \(type) value")
    }

    /// The name by which the native function that runs was called.
    func callName() -> (name: String, isMethod: Bool) {
        guard let frame = thread.frames.last, let cursor = frame.cursor,
            let prototype = cursor.function.prototype, cursor.pc > 0
        else { return ("?", false) }
        let instruction = prototype.code[cursor.pc - 1]
        switch instruction.opcode {
        case .call, .tailCall, .forCall:
            guard let (kind, name) = objectName(Int(instruction.a), frame) else { return ("?", false) }
            return (String(decoding: name, as: UTF8.self), kind == "method")
        default: return ("?", false)
        }
    }
}
