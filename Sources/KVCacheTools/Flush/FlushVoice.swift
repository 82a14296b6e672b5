// What a flush tells while it runs.

import KVProcessSupport

/// Somebody who listens to a run.
package protocol FlushVoice: Sendable {
    /// A line of the log.
    func log(_ line: String)
    /// What has to be read.
    func warn(_ text: String)
    /// How far it is, in place of what was told before.
    func progress(_ text: String)
}

extension ToolOutput: FlushVoice {}
