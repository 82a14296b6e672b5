// What this process uses, as the kernel counts it (Linux).

import Foundation
import KVProcessSupport

/// Figures of the process that runs.
enum OwnProcess {
    /// The memory that is resident, in bytes.
    static func residentBytes() throws(ToolError) -> Int { try status("VmRSS:") * 1024 }

    /// How many threads there are.
    static func threads() throws(ToolError) -> Int { try status("Threads:") }

    /// How many descriptors are open.
    static func descriptors() throws(ToolError) -> Int {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd") else {
            throw ToolError("/proc/self/fd does not tell the open descriptors (Linux only)")
        }
        return names.count
    }

    /// How often a thread of the process has waited and gone on, all threads together.
    static func contextSwitches() throws(ToolError) -> Int {
        guard let tasks = try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/task") else {
            throw ToolError("/proc/self/task does not tell the threads (Linux only)")
        }
        var sum = 0
        for task in tasks { sum += try status("voluntary_ctxt_switches:", of: "/proc/self/task/\(task)") }
        return sum
    }

    private static func status(_ field: String, of folder: String = "/proc/self") throws(ToolError) -> Int {
        let text = (try? String(contentsOfFile: folder + "/status", encoding: .utf8)) ?? ""
        let line = text.split(separator: "\n").first { $0.hasPrefix(field) }
        guard let value = line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap({ Int($0) })
        else { throw ToolError("\(folder)/status does not tell \(field) (Linux only)") }
        return value
    }
}
