// struct: numbers and texts to the bytes of a C structure and back.

/// The library `struct`.
enum StructLibrary {
    static func makeModule(in state: LuaState) throws(LuaFailure) -> LuaTable {
        let module = state.makeTable()
        try module.add("pack", in: state) { (state, arguments) throws(LuaFailure) in
            var packer = StructPacker(try format(arguments, state), arguments)
            return .one(.string(try state.makeString(try packer.pack())))
        }
        try module.add("unpack", in: state) { (state, arguments) throws(LuaFailure) in
            let format = try format(arguments, state)
            let data = try arguments.string(1).bytes
            let start = try arguments.optionalInteger(2) ?? 1
            guard start != 0 else { throw arguments.failure(2, "offset must be 1 or greater") }
            var unpacker = StructUnpacker(format, arguments, data, from: start, state: state)
            return .many(try unpacker.unpack())
        }
        try module.add("size", in: state) { (state, arguments) throws(LuaFailure) in
            var format = try format(arguments, state)
            return .one(.number(Double(try size(&format, arguments))))
        }
        return module
    }

    private static func format(
        _ arguments: LuaArguments, _ state: LuaState
    ) throws(LuaFailure) -> StructFormat {
        StructFormat(Array(try arguments.string(0).cBytes), arguments, state: state)
    }

    /// How many bytes the items of a format take.
    private static func size(
        _ format: inout StructFormat, _ arguments: LuaArguments
    ) throws(LuaFailure) -> Int {
        var size = 0
        while let item = try format.next(at: size) {
            size &+= item.padding
            if item.option == UInt8(ascii: "s") {
                throw arguments.failure(0, "option 's' has no fixed size")
            }
            if item.option == UInt8(ascii: "c"), item.size == 0 {
                throw arguments.failure(0, "option 'c0' has no fixed size")
            }
            // Letters that mean nothing are passed over here, and only here.
            if !isLetterOrDigit(item.option) { try format.control(item.option) }
            size &+= item.size
        }
        return size
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case 48...57, 65...90, 97...122: true
        default: false
        }
    }
}
