// redis-py with hiredis, the client that KVClient is compared with: a small program for Python, which measures itself, so
// that its start is not counted.

import Foundation
import KVProcessSupport

/// A Python that has redis-py and hiredis.
struct PythonClient {
    let path: String
    /// The versions of the packages, for the table.
    let versions: String

    /// - Throws: what is missing.
    init(_ nameOrPath: String) throws(ToolError) {
        path = try Tool.find(nameOrPath, remedy: "it runs the client that ours is compared with")
        let text = try PythonClient.run(path, ["-c", PythonClient.probe])
        let words = text.split(separator: " ").map(String.init)
        guard words.count == 2 else {
            throw ToolError(
                "\(nameOrPath) has no packages redis and hiredis; pip install redis hiredis, or name a Python that has "
                    + "them with --python")
        }
        versions = "redis-py \(words[0]) with hiredis \(words[1])"
    }

    /// Sends commands in batches, one after the other on one connection, and tells how long that took.
    ///
    /// - Returns: seconds by the clock, and seconds of the processor's time.
    func time(_ workload: ClientWorkload, port: UInt16) throws(ToolError) -> (elapsed: Double, used: Double) {
        let arguments = ["\(port)", workload.name, "\(workload.length)", "\(workload.batches)"]
        let text = try PythonClient.run(path, ["-c", PythonClient.script] + arguments)
        let numbers = text.split(separator: " ").compactMap { Double($0.trimmingCharacters(in: .newlines)) }
        guard numbers.count == 2 else { throw ToolError("\(path) has measured nothing: \(text)") }
        return (numbers[0], numbers[1])
    }

    /// Prints nothing where redis-py would read replies without hiredis.
    private static let probe = """
        try:
            import redis, hiredis
            from redis.utils import HIREDIS_AVAILABLE
            if HIREDIS_AVAILABLE: print(redis.__version__, hiredis.__version__, end="")
        except ImportError:
            pass
        """

    /// Port, command, commands in a batch, batches. The keys are those of `ClientWorkload`.
    private static let script = """
        import sys, time, redis
        port, name, length, batches = int(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
        client = redis.Redis(port=port, decode_responses=True)
        value = "x" * 16

        def single(number):
            key = "key:%d" % (number % 10000)
            client.get(key) if name == "GET" else client.set(key, value)

        def several(number):
            pipe = client.pipeline(transaction=False)
            for index in range(length):
                key = "key:%d" % ((number * length + index) % 10000)
                pipe.get(key) if name == "GET" else pipe.set(key, value)
            if len(pipe.execute()) != length: sys.exit("a reply is missing")

        batch = single if length == 1 else several
        for number in range(min(batches, 20)): batch(number)
        start, used = time.perf_counter(), time.process_time()
        for number in range(batches): batch(number)
        print(time.perf_counter() - start, time.process_time() - used)
        """

    private static func run(_ path: String, _ arguments: [String]) throws(ToolError) -> String {
        let process = Process()
        process.executableURL = URL(filePath: path)
        process.arguments = arguments
        process.standardInput = FileHandle.nullDevice
        let output = Pipe()
        process.standardOutput = output
        try Leftovers.ofThisProgram.start(process)
        let data = (try? output.fileHandleForReading.readToEnd()) ?? Data()
        Leftovers.ofThisProgram.wait(for: process)
        guard process.terminationStatus == 0, process.terminationReason == .exit else {
            throw ToolError("\(path) failed with exit code \(process.terminationStatus)")
        }
        return String(decoding: data, as: UTF8.self)
    }
}
