import Testing

@testable import KVLua

@Suite struct RedisLibrariesTests {
    @Test(arguments: RecordedCalls.calls(in: RecordedCalls.jsonEncoding))
    func `cjson writes as Redis's`(_ call: RecordedCall) throws { try check(call) }

    @Test(arguments: RecordedCalls.calls(in: RecordedCalls.jsonDecoding))
    func `cjson reads as Redis's`(_ call: RecordedCall) throws { try check(call) }

    @Test(arguments: RecordedCalls.calls(in: RecordedCalls.jsonSettings))
    func `settings of cjson do what Redis's do`(_ call: RecordedCall) throws { try check(call) }

    @Test(arguments: RecordedCalls.calls(in: RecordedCalls.messagePack))
    func `cmsgpack answers as Redis's`(_ call: RecordedCall) throws { try check(call) }

    @Test(arguments: RecordedCalls.calls(in: RecordedCalls.bit))
    func `bit answers as Redis's`(_ call: RecordedCall) throws { try check(call) }

    @Test(arguments: RecordedCalls.calls(in: RecordedCalls.structPacking))
    func `struct packs as Redis's`(_ call: RecordedCall) throws { try check(call) }

    @Test(arguments: RecordedCalls.calls(in: RecordedCalls.structUnpacking))
    func `struct unpacks as Redis's`(_ call: RecordedCall) throws { try check(call) }

    @Test(arguments: RecordedCalls.calls(in: RecordedCalls.standard))
    func `Lua's library checks its arguments in C's order`(_ call: RecordedCall) throws { try check(call) }

    private func check(_ call: RecordedCall) throws {
        let state = LuaState()
        try state.openRedisLibraries()
        let script = try state.compile(Array(call.script.utf8), chunkName: "@user_script")
        let results = try state.call(.function(script), [])
        #expect(results.first?.bytes.map { String(decoding: $0, as: UTF8.self) } == call.answer)
    }
}
