// Which server a flush is for, and who says so.

import KVClient
import KVToolSupport

extension StoreTarget {
    private static let redisName = "REDIS_URL"

    /// What the flag says, or else `REDIS_URL`. There is no server that is meant when nobody names one.
    ///
    /// - Returns: the server, and what the user should know before the run.
    static func flush(
        _ options: CommonOptions, _ environment: ToolEnvironment
    ) throws(TargetError) -> (target: StoreTarget, warning: String?) {
        var (setting, name) = (ToolEnvironment.Setting(value: options.url ?? "", source: "--url"), "--url")
        if options.url == nil {
            guard let found = environment[redisName], !found.value.isEmpty else {
                throw TargetError(reason: "\(redisName) is not set")
            }
            (setting, name) = (found, redisName)
        }
        let origin = name == setting.source ? name : "\(name) from \(setting.source)"
        var url: KVURL
        do throws(KVError) {
            url = try KVURL(setting.value)
        } catch {
            throw TargetError(reason: "\(origin): \(error.message)")
        }
        let warning: String?
        do throws(MissingSettings) {
            warning = try StoreToken.complete(&url, name, setting, environment)
        } catch {
            throw TargetError(reason: error.reason)
        }
        let target = StoreTarget(url, origin: origin)
        if let refusal = StoreOpening.refusal(of: target) { throw TargetError(reason: refusal) }
        return (target, warning)
    }
}

/// Why there is no server to flush.
struct TargetError: Error, Equatable {
    let reason: String
}

/// Keys as a line of text can show them.
package enum KeyText {
    /// The key, quoted where it is no text or would leave its line.
    package static func of(_ key: KVString) -> String {
        guard let text = key.text, !text.isEmpty,
            text.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control })
        else { return key.quoted }
        return text
    }
}
