// Scripts: what the server knows of them, and the one that runs. A server that is never sent one has none of this;
// an interpreter is made when the first script comes (`Engine.scripting`).
//
// A script is one command, whose effects come at once, however long it takes. It runs within its command until that
// has taken a slice of real time. One that is not done by then is suspended, so that the owner of the engine can see to
// other things, and goes on slice by slice (`Engine.continueScript`): its command is postponed meanwhile, like one that
// a DEBUG SLEEP holds up. Other commands wait for it, and are refused once it has taken `busy-reply-threshold`.

import KVLua
import RESP

/// A script that the server has compiled.
struct CachedScript {
    let body: [UInt8]
    let flags: ScriptFlags
    let function: LuaFunction
}

/// The scripts of a server.
final class Scripting {
    private unowned let engine: Engine
    /// The scripts by their digests, 40 lower-case hexadecimal digits.
    private(set) var cache: [[UInt8]: CachedScript] = [:]
    /// Where the scripts of EVAL run; made anew by SCRIPT FLUSH.
    private(set) lazy var interpreter = ScriptInterpreter(engine: engine)
    /// The functions, and where they run.
    var functions: FunctionLibraries {
        if let made = madeFunctions { return made }
        let functions = FunctionLibraries(engine: engine)
        madeFunctions = functions
        return functions
    }

    /// The functions, if anybody has asked for them yet.
    private(set) var madeFunctions: FunctionLibraries?
    /// Where the random numbers of all scripts come from; none until the first has run.
    private var random: RandomSource?
    /// The script that runs, or is suspended, or is done and has yet to be answered.
    var run: ScriptRun?

    init(engine: Engine) { self.engine = engine }

    /// A script that is under way and its interpreter keep each other.
    deinit { run?.interpreter.run = nil }

    /// Lets a script go on with the random numbers where the one before has left off.
    func lendRandom(to state: LuaState) {
        if let random { state.random = random }
    }

    /// Takes them back.
    func takeRandom(from state: LuaState) { random = state.random }

    // MARK: The cache

    /// The digest by which a script is known.
    static func digest(of body: ByteView) -> [UInt8] { SHA1(body).bytes.hexadecimalDigits }

    /// Forgets all scripts, and what they have left in their interpreter.
    func removeScripts() {
        cache = [:]
        interpreter = ScriptInterpreter(engine: engine)
    }

    /// The script with this text, compiled if the server does not know it yet.
    func script(_ body: ByteView, digest: [UInt8]) throws(RedisError) -> CachedScript {
        if let known = cache[digest] { return known }
        let shebang = try Shebang(of: body)
        let source = [UInt8](body[shebang.length..<body.count])
        let function: LuaFunction
        do throws(LuaFailure) {
            function = try interpreter.state.compile(source, chunkName: "@user_script")
        } catch {
            throw .quoting("ERR Error compiling script (new function): ", error.bytes)
        }
        let script = CachedScript(body: [UInt8](body), flags: shebang.flags, function: function)
        cache[digest] = script
        return script
    }

    /// The bytes that the cached scripts take.
    var cachedBytes: Int { cache.values.reduce(0) { $0 + $1.body.count + 40 } }
}

/// The name by which EVALSHA knows a script.
package enum ScriptDigest {
    /// The digest of a script, 40 lower-case hexadecimal digits.
    package static func of(_ script: [UInt8]) -> [UInt8] { script.withByteView { Scripting.digest(of: $0) } }
}

extension Engine {
    /// The scripts of the server; made when first asked for.
    var scripting: Scripting {
        if let made = madeScripting { return made }
        let scripting = Scripting(engine: self)
        madeScripting = scripting
        return scripting
    }
}

extension [UInt8] {
    /// The bytes as pairs of lower-case hexadecimal digits.
    var hexadecimalDigits: [UInt8] {
        let digits = Array("0123456789abcdef".utf8)
        return flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    }
}

extension LuaFailure {
    /// The text of the error, byte for byte up to its first zero byte.
    var bytes: [UInt8] {
        if case .string(let string) = value { return string.bytes.beforeNUL }
        return Array(text.utf8)
    }
}

extension [UInt8] {
    /// The bytes before the first zero byte: all that C sees of a string.
    var beforeNUL: [UInt8] { firstIndex(of: 0).map { Array(self[..<$0]) } ?? self }
}
