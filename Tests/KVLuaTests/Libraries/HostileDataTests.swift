import Testing

@testable import KVLua

/// Readers of bytes get bytes that nobody would write. What they answer is not looked at; that they answer is.
@Suite struct HostileDataTests {
    let state = LuaState()

    init() throws { try state.openRedisLibraries() }

    @Test(arguments: 0..<40) func `random bytes end no reader`(_ seed: UInt64) throws {
        var random = Generator(seed: seed)
        let json = Array("{}[]\",:\\u0dtrufalsn1e+-.x \0\n".utf8)
        let formats = Array("<>! xbBhHlLTfdsciI0123456789".utf8)
        for _ in 0..<200 {
            let bytes = random.bytes(upTo: 40) { UInt8(truncatingIfNeeded: $0.next()) }
            try call("cmsgpack", "unpack", [.string(bytes)])
            try call(
                "cmsgpack", "unpack_limit",
                [.string(bytes), .number(random.number()), .number(random.number())])
            try call("cjson", "decode", [.string(random.bytes(upTo: 40) { $0.element(of: json) })])
            let format = random.bytes(upTo: 12) { $0.element(of: formats) }
            try call("struct", "unpack", [.string(format), .string(bytes), .number(random.number())])
            try call("struct", "size", [.string(format)])
            let values = (0..<4).map { _ in LuaValue.number(random.number()) }
            try call("struct", "pack", [.string(format)] + values)
            try call("bit", "rol", values)
            try call("bit", "tohex", values)
        }
    }

    @Test func `deep data takes no stack`() throws {
        let depth = 1_000_000
        try call("cjson", "decode_max_depth", [.number(Double(Int32.max))])
        try call("cjson", "decode", [.string(String(repeating: "[", count: depth))])
        try call("cjson", "decode", [.string(String(repeating: "{\"a\":", count: depth))])
        try call("cmsgpack", "unpack", [.string([UInt8](repeating: 0x91, count: depth))])
        try call("cmsgpack", "unpack", [.string([UInt8](repeating: 0x81, count: depth))])
    }

    @Test func `a table that stands for more than memory is refused`() throws {
        var limits = LuaLimits()
        limits.memory = 1 << 20
        let bounded = LuaState(limits: limits)
        try bounded.openRedisLibraries()
        let script = """
            cjson.encode_sparse_array(false, 0)
            return pcall(cjson.encode, {[2147483647] = 1})
            """
        let results = try bounded.call(
            .function(try bounded.compile(Array(script.utf8), chunkName: "@x")), [])
        #expect(results == [.boolean(false), .string("not enough memory")])
    }

    private func call(_ library: String, _ function: String, _ arguments: [LuaValue]) throws {
        let function = try #require(state.globals[library].table)[function]
        do throws(LuaFailure) {
            _ = try state.call(function, arguments)
        } catch {
            #expect(!error.text.isEmpty)
        }
    }
}

/// Numbers that a seed repeats.
private struct Generator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func bytes(upTo count: Int, _ byte: (inout Generator) -> UInt8) -> [UInt8] {
        (0..<Int.random(in: 0...count, using: &self)).map { _ in byte(&self) }
    }

    mutating func element(of bytes: [UInt8]) -> UInt8 { bytes.randomElement(using: &self) ?? 0 }

    /// A small number, or one of those that conversions stumble over.
    mutating func number() -> Double {
        let odd: [Double] = [
            .nan, .infinity, -.infinity, 0, -0.0, 1e300, -1e300, 0x1p31, 0x1p32, -0x1p63, 0x1p63, 0x1p64,
        ]
        return Bool.random(using: &self)
            ? Double.random(in: -50...50, using: &self) : odd.randomElement(using: &self) ?? 0
    }
}
