// Jumps. Those that lead to the same place, which is not known yet, are a list: each holds the distance to the next
// in place of its own target.

extension FunctionBuilder {
    /// A jump to a place that is still open.
    func emitJump() -> Int {
        // Jumps that lead here need not stop here: they join the new one's list.
        let pending = pendingJumps
        pendingJumps = Expression.noJump
        var jump = emit(.jump, 0, bx: Expression.noJump)
        join(&jump, pending)
        return jump
    }

    /// Marks the next instruction as one that something jumps to.
    func label() -> Int {
        lastTarget = pc
        return pc
    }

    /// The next jump of a list.
    private func next(after jump: Int) -> Int {
        let distance = code[jump].bx
        return distance == Expression.noJump ? Expression.noJump : jump + 1 + distance
    }

    private func fix(_ jump: Int, to target: Int) { code[jump].bx = target - (jump + 1) }

    /// Appends a list of jumps to another.
    func join(_ list: inout Int, _ other: Int) {
        guard other != Expression.noJump else { return }
        guard list != Expression.noJump else {
            list = other
            return
        }
        var last = list
        while true {
            let following = next(after: last)
            if following == Expression.noJump { break }
            last = following
        }
        fix(last, to: other)
    }

    /// Where the condition of a jump stands: the test before it, or the jump itself.
    func control(of jump: Int) -> Int {
        guard jump >= 1 else { return jump }
        switch code[jump - 1].opcode {
        case .equal, .lessThan, .lessEqual, .test, .testSet: return jump - 1
        default: return jump
        }
    }

    /// Whether some jump of a list leaves no value behind.
    func needsValue(_ list: Int) -> Bool {
        var jump = list
        while jump != Expression.noJump {
            if code[control(of: jump)].opcode != .testSet { return true }
            jump = next(after: jump)
        }
        return false
    }

    /// Makes a test put the value that it tests into a register, or only test it; false if it is no such test.
    @discardableResult
    private func patchTest(_ jump: Int, into register: Int?) -> Bool {
        let place = control(of: jump)
        let test = code[place]
        guard test.opcode == .testSet else { return false }
        if let register, register != Int(test.b) {
            code[place].a = UInt8(truncatingIfNeeded: register)
        } else {
            code[place] = Instruction(.test, Int(test.b), 0, Int(test.c))
        }
        return true
    }

    func removeValues(_ list: Int) {
        var jump = list
        while jump != Expression.noJump {
            patchTest(jump, into: nil)
            jump = next(after: jump)
        }
    }

    /// Sends the jumps of a list that bring a value to one place, and the others to another.
    func patch(_ list: Int, to valueTarget: Int, into register: Int?, others: Int) {
        var jump = list
        while jump != Expression.noJump {
            let following = next(after: jump)
            fix(jump, to: patchTest(jump, into: register) ? valueTarget : others)
            jump = following
        }
    }

    func sendPendingJumps() {
        let list = pendingJumps
        pendingJumps = Expression.noJump
        patch(list, to: pc, into: nil, others: pc)
    }

    /// Sends the jumps of a list to a place.
    func patch(_ list: Int, to target: Int) {
        if target == pc {
            patchToHere(list)
        } else {
            patch(list, to: target, into: nil, others: target)
        }
    }

    /// Sends the jumps of a list to the next instruction.
    func patchToHere(_ list: Int) {
        _ = label()
        join(&pendingJumps, list)
    }
}
