// What a process uses, as the kernel counts it (Linux).

import Foundation
import KVProcessSupport

/// Figures of a process.
struct ProcessFigures {
    private let folder: String

    /// - Parameter identifier: the process; the one that runs when nil.
    init(of identifier: Int32? = nil) {
        folder = "/proc/" + (identifier.map(String.init) ?? "self")
    }

    /// The memory that is resident, in bytes.
    func residentBytes() throws(ToolError) -> Int { try field("VmRSS:", in: folder) * 1024 }

    /// The memory that is resident and the process's own, in bytes. Pages of programs and libraries are not, which the
    /// kernel takes back and reads again as it likes.
    func ownBytes() throws(ToolError) -> Int { try field("RssAnon:", in: folder) * 1024 }

    /// How many threads there are.
    func threads() throws(ToolError) -> Int { try field("Threads:", in: folder) }

    /// How many descriptors are open.
    func descriptors() throws(ToolError) -> Int { try names(in: folder + "/fd").count }

    /// How often a thread of the process has waited and gone on, all threads together.
    func contextSwitches() throws(ToolError) -> Int {
        var sum = 0
        for thread in try names(in: folder + "/task") {
            sum += try field("voluntary_ctxt_switches:", in: folder + "/task/" + thread)
        }
        return sum
    }

    private func names(in folder: String) throws(ToolError) -> [String] {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
            throw ToolError("\(folder) cannot be read (Linux only)")
        }
        return names
    }

    private func field(_ name: String, in folder: String) throws(ToolError) -> Int {
        let text = (try? String(contentsOfFile: folder + "/status", encoding: .utf8)) ?? ""
        let line = text.split(separator: "\n").first { $0.hasPrefix(name) }
        guard let value = line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap({ Int($0) })
        else { throw ToolError("\(folder)/status does not tell \(name) (Linux only)") }
        return value
    }
}
