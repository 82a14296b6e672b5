// HERMETIC SNAPSHOT: all data under a name, to be put back between tests.

import KVEngine
import RESP

extension TestControls {
    static let snapshot = [save, restore, listSnapshots, delete]

    private static let save = Control(
        "SNAPSHOT SAVE", 1...1, "<name>",
        text: "Keep all data under a name, in place of what had it; how many keys."
    ) { call throws(ControlError) in
        let (core, name) = (call.core, call.words[0])
        guard core.savedSnapshots[name] != nil || core.savedSnapshots.count < ServerLimits.savedSnapshots
        else {
            throw ControlError("a server keeps at most \(ServerLimits.savedSnapshots) snapshots")
        }
        let snapshot = ServerSnapshot(core.engine.copyKeyspace())
        core.savedSnapshots[name] = snapshot
        return .reply(.integer(Int64(snapshot.count)))
    }

    private static let restore = Control(
        "SNAPSHOT RESTORE", 1...1, "<name>", text: "Replace all data by what was kept under a name."
    ) { call throws(ControlError) in
        let snapshot = try call.savedSnapshot
        // The batch that this comes in still looks at the data there is.
        return try call.later { core in
            let prepared = snapshot.prepare(for: core.engine)
            core.direct { core.engine.replaceKeyspace(with: prepared) }
            return .simple("OK")
        }
    }

    private static let listSnapshots = Control("SNAPSHOT LIST", text: "The names, sorted.") { call in
        let names = call.core.savedSnapshots.keys.sorted { $0.lexicographicallyPrecedes($1) }
        return .reply(.array(names.map { .bulk($0) }))
    }

    private static let delete = Control(
        "SNAPSHOT DELETE", 1...1, "<name>",
        text: "Forget what was kept under a name; 1, or 0 when nothing was."
    ) { call in
        .reply(.integer(call.core.savedSnapshots.removeValue(forKey: call.words[0]) == nil ? 0 : 1))
    }
}

extension ControlCall {
    fileprivate var savedSnapshot: ServerSnapshot {
        get throws(ControlError) {
            if let snapshot = core.savedSnapshots[words[0]] { return snapshot }
            throw ControlError("there is no snapshot '\(text(0))'")
        }
    }
}
