// Instructions that read and write tables.

extension LuaState {
    @inline(__always)
    func getGlobal(_ i: Instruction, _ f: Cursor) throws(LuaFailure) {
        guard case .string(let name) = f[constant: i.bx] else { return }
        let value = globals.value(at: name)
        if !value.isNil || globals.metatable == nil {
            f[i.a] = value
        } else {
            sync(f)
            f[i.a] = try index(.table(globals), .string(name))
        }
    }

    @inline(__always)
    func setGlobal(_ i: Instruction, _ f: Cursor) throws(LuaFailure) {
        guard case .string(let name) = f[constant: i.bx] else { return }
        if !globals.isReadOnly, globals.update(name, f[i.a]) { return }
        sync(f)
        try setIndex(.table(globals), .string(name), f[i.a])
    }

    @inline(__always)
    func getField(_ i: Instruction, _ f: Cursor) throws(LuaFailure) {
        if case .table(let table) = f[i.b], case .string(let name) = f[constant: Int(i.c)] {
            let value = table.value(at: name)
            if !value.isNil || table.metatable == nil {
                f[i.a] = value
                return
            }
        }
        sync(f)
        f[i.a] = try index(f[i.b], f[constant: Int(i.c)], register: Int(i.b))
    }

    @inline(__always)
    func getTable(_ i: Instruction, _ f: Cursor) throws(LuaFailure) {
        if case .table(let table) = f[i.b] {
            let value: LuaValue
            if case .number(let number) = f[operand: i.c] {
                value = table.value(at: number)
            } else {
                value = table[f[operand: i.c]]
            }
            if !value.isNil || table.metatable == nil {
                f[i.a] = value
                return
            }
        }
        sync(f)
        f[i.a] = try index(f[i.b], f[operand: i.c], register: Int(i.b))
    }

    @inline(__always)
    func setTable(_ i: Instruction, _ f: Cursor) throws(LuaFailure) {
        if case .table(let table) = f[i.a], !table.isReadOnly {
            switch f[operand: i.b] {
            case .number(let number):
                if table.metatable == nil, table.update(number, f[operand: i.c]) { return }
            case .string(let string):
                if table.update(string, f[operand: i.c]) { return }
            default: break
            }
        }
        sync(f)
        try setIndex(f[i.a], f[operand: i.b], f[operand: i.c], register: Int(i.a))
    }

    @inline(__always)
    func getMethod(_ i: Instruction, _ f: Cursor) throws(LuaFailure) {
        let object = f[i.b]
        sync(f)
        let function = try index(object, f[operand: i.c], register: Int(i.b))
        f[i.a &+ 1] = object
        f[i.a] = function
    }

    func setList(_ i: Instruction, _ f: inout Cursor) throws(LuaFailure) {
        let first = f.nextWide()
        let base = f.base &+ Int(i.a)
        let count = i.b == 0 ? thread.top &- base &- 1 : Int(i.b)
        guard case .table(let table) = f[i.a], count > 0 else { return }
        try table.reserveArray(first &+ count)
        for offset in 1...count {
            try table.write(.number(Double(first &+ offset)), thread.stack[base &+ offset])
        }
    }
}
