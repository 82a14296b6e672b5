// record: what redis-server answers to the cases, and the commands it has, written to disk.

import Foundation
import KVConformance
import KVProcessSupport
import KVToolSupport

enum RecordCommand: Subcommand {
    static let interface = CommandLineInterface(
        program: "kv-conformance record", version: "0.1.0",
        summary:
            "Writes down what a redis-server started for the purpose answers to the cases, and its commands.",
        sections: [FlagSection("Which cases", [CommonFlags.only, CommonFlags.root])],
        examples: [UsageExample("--only strings/set", "After a change to one file of cases.")])

    static func run(_ values: FlagValues) throws -> Int32 {
        let store = CommonFlags.store(values)
        let files = try CommonFlags.files(values, in: store)
        let server = try RedisProcess(store: store)
        guard server.version == Recording.version else {
            throw ServerError(
                "this is redis-server \(server.version); the recordings are of \(Recording.version)")
        }
        var changed = 0
        let progress = Progress(of: files.count, "files")
        for (index, file) in files.enumerated() {
            progress.show(index, file.name)
            let recording = Recording(transcripts: try file.cases.map { try CaseRunner.run($0, on: server) })
            if try write(recording, file.name, server, store) { changed += 1 }
        }
        Console.say("\(files.count) files recorded from \(server.name), \(changed) of them changed")
        if values.strings("only").isEmpty { try writeCommands(of: server, store) }
        return ExitCode.success
    }

    /// Writes a recording unless the one on disk says the same; the day of an unchanged one stays.
    private static func write(
        _ recording: Recording, _ name: String, _ server: RedisProcess, _ store: CaseStore
    ) throws -> Bool {
        if store.recording(name)?.transcripts == recording.transcripts { return false }
        let url = store.recordingURL(name, version: server.version)
        let folder = url.deletingLastPathComponent()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let text = recording.text(server: server.name, date: today)
        try text.write(to: url, atomically: true, encoding: .utf8)
        return true
    }

    /// Writes the commands down likewise.
    private static func writeCommands(of server: RedisProcess, _ store: CaseStore) throws {
        let catalogue = try CommandCatalogue(of: server)
        let isChanged = store.commandCatalogue()?.saysTheSame(as: catalogue) != true
        if isChanged {
            let text = catalogue.text(server: server.name, date: today)
            try text.write(to: store.catalogueURL, atomically: true, encoding: .utf8)
        }
        Console.say("\(catalogue.records.count) commands recorded\(isChanged ? "" : ", unchanged")")
    }

    private static var today: String { Date.now.formatted(.iso8601.year().month().day()) }
}
