// FUNCTION DUMP and RESTORE: all libraries in a payload, in the form in which an RDB file has them, and back.

import RESP

extension Command {
    /// Answers with all libraries as a payload.
    static let functionDump = Command(
        "dump", arity: 2, [.noscript],
        docs: Docs(
            .scripting, since: "7.0.0", "Gives all libraries as a payload.",
            complexity: "O(N) in the bytes of the libraries")
    ) { call throws(RedisError) in
        var writer = RDBWriter(to: ByteBuffer(), settings: call.engine.settings)
        call.engine.writeFunctions(&writer)
        call.reply.bulk(DumpPayload.framing(writer.output).view)
    }

    /// Adds the libraries of a payload.
    ///
    /// Error order: the policy, the payload's frame, its libraries, names that are taken.
    static let functionRestore = Command(
        "restore", arity: -3, [.write, .denyOOM, .noscript], tips: functionTips,
        docs: Docs(
            .scripting, since: "7.0.0", "Adds the libraries of a payload.",
            complexity: "O(N) in the bytes of the payload",
            syntax: "serialized-value [policy:(FLUSH|APPEND|REPLACE)]")
    ) { call throws(RedisError) in
        guard call.remaining <= 2 else { throw .subcommandSyntax(call.argument(1), of: "FUNCTION") }
        let payload = try call.bytes()
        let policy = try call.restorePolicy()
        guard
            let content = DumpPayload.value(
                in: payload, skippingChecksum: call.engine.settings.skipsChecksums)
        else { throw RedisError("ERR DUMP payload version or checksum are wrong") }
        let functions = call.engine.scripting.functions
        let restored = try functions.libraries(in: content)
        if policy == .flush {
            functions.set = restored
        } else {
            var joined = functions.set
            try joined.join(restored, replacing: policy == .replace)
            functions.set = joined
        }
        call.engine.counters.value.dirty &+= 1
        call.reply.ok()
    }
}

/// What becomes of the libraries that are there.
private enum RestorePolicy {
    case append, replace, flush
}

extension Call {
    fileprivate mutating func restorePolicy() throws(RedisError) -> RestorePolicy {
        if remaining == 0 || accept("append") { return .append }
        if accept("replace") { return .replace }
        if accept("flush") { return .flush }
        throw RedisError(
            "ERR Wrong restore policy given, value should be either FLUSH, APPEND or REPLACE.")
    }
}

extension Engine {
    /// Writes all libraries, each as an RDB file has it.
    func writeFunctions(_ writer: inout RDBWriter) {
        for library in madeScripting?.madeFunctions?.set.libraries ?? [] {
            writer.opcode(.function2)
            library.code.withByteView { writer.string($0) }
        }
    }
}

extension FunctionLibraries {
    /// The libraries of a payload, loaded.
    fileprivate func libraries(in content: ByteView) throws(RedisError) -> LibrarySet {
        var (reader, set) = (RDBReader(content), LibrarySet())
        while reader.remaining > 0 {
            let code: [UInt8]
            do throws(CorruptRDB) {
                guard try reader.byte() == RDBOpcode.function2.rawValue else {
                    throw CorruptRDB("given type is not a function")
                }
                code = try reader.functionCode()
            } catch {
                throw RedisError("ERR \(error.reason)")
            }
            _ = try load(code, replacing: false, into: &set, limit: nil)
        }
        return set
    }
}

extension RDBReader {
    /// The code of a library, whose opcode has been read.
    mutating func functionCode() throws(CorruptRDB) -> [UInt8] {
        do throws(CorruptRDB) {
            return try string().withBytes { [UInt8]($0) }
        } catch {
            throw CorruptRDB("Failed loading library payload")
        }
    }
}
