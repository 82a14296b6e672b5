// The coverage-guided search for values that break RESTORE, and for files that break loading. The first byte of an
// input says which of the two the rest is. A value that is taken has to serve whatever is done with it, and what DUMP
// makes of it has to be taken again.

import RESP

@testable import KVEngine

/// The entry point that the fuzzing runtime looks for.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ data: UnsafePointer<UInt8>, _ size: Int) -> CInt {
    guard size > 0 else { return 0 }
    let input = unsafe ByteView(base: UnsafeRawPointer(data + 1), count: size - 1)
    let redis = TestEngine()
    if unsafe data[0] < 128 { restore(input, redis) } else { load(input, redis) }
    return 0
}

private func restore(_ value: ByteView, _ redis: TestEngine) {
    let content = ByteBuffer()
    content.append(value)
    guard redis.restore(Array(DumpPayload.framing(content).view), at: "k") else { return }
    guard redis("EXISTS k") == ":1\r\n" else { return }
    redis.dumpAndRestore("k")
    redis.use("k")
}

private func load(_ file: ByteView, _ redis: TestEngine) {
    guard (try? redis.engine.load(rdb: Array(file))) != nil else { return }
    for key in redis.keys() { redis.use(key) }
}

extension TestEngine {
    /// Whether a payload is taken.
    fileprivate func restore(_ payload: [UInt8], at key: String) -> Bool {
        raw(arguments: [Array("RESTORE".utf8), Array(key.utf8), [48], payload, Array("REPLACE".utf8)])
            == Array("+OK\r\n".utf8)
    }

    fileprivate func dumpAndRestore(_ key: String) {
        let dump = raw(arguments: [Array("DUMP".utf8), Array(key.utf8)])
        let start = dump.firstIndex(of: 10) ?? 0
        let payload = Array(dump[(start + 1)..<(dump.count - 2)])
        precondition(restore(payload, at: "copy"), "what DUMP gives is taken")
        let digests = self("DEBUG DIGEST-VALUE \(key) copy").split(separator: "\r\n").filter {
            $0.first != "*"
        }
        precondition(digests.count == 2 && digests[0] == digests[1], "the copy is equal")
    }

    /// The keys that have names of plain letters.
    fileprivate func keys() -> [String] {
        self("KEYS *").split(separator: "\r\n").filter { $0.allSatisfy(\.isLetter) }.map(String.init)
    }
}
