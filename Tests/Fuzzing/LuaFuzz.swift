// The coverage-guided search for scripts that break the compiler, the machine or a library. An input is the text of a
// script, which gets little memory and little time; whatever it is, it ends with values or an error.

@testable import KVLua

/// The entry point that the fuzzing runtime looks for.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ data: UnsafePointer<UInt8>, _ size: Int) -> CInt {
    var limits = LuaLimits()
    limits.memory = 4_000_000
    let state = LuaState(limits: limits)
    guard (try? state.openRedisLibraries()) != nil else { preconditionFailure("the libraries fit") }
    var slices = 0
    state.shouldContinue = {
        slices += 1
        return slices < 3
    }
    let source = unsafe [UInt8](UnsafeBufferPointer(start: data, count: size))
    guard let function = try? state.compile(source, chunkName: "@fuzz") else { return 0 }
    _ = state.run(function, []).resume(instructions: 20_000)
    state.collect()
    return 0
}
