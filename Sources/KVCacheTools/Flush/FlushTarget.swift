// Which server a flush is for, and who says so.

import KVClient
import KVToolSupport

extension StoreTarget {
    /// What the flag says, or else `REDIS_URL`. There is no server that is meant when nobody names one.
    static func flush(
        _ options: CommonOptions, _ environment: ToolEnvironment
    ) throws(TargetError) -> StoreTarget {
        var (text, origin) = (options.url, "--url")
        if text == nil, let setting = environment["REDIS_URL"], !setting.value.isEmpty {
            (text, origin) = (setting.value, "REDIS_URL from \(setting.source)")
        }
        guard let text else { throw TargetError(reason: "REDIS_URL is not set") }
        let target: StoreTarget
        do throws(KVError) {
            target = StoreTarget(try KVURL(text), origin: origin)
        } catch {
            throw TargetError(reason: "\(origin): \(error.message)")
        }
        if let refusal = StoreOpening.refusal(of: target) { throw TargetError(reason: refusal) }
        if case .rest = target.url.place {
            throw TargetError(
                reason: "\(origin) is an http(s) address: a flush needs a redis:// one, to scan the keyspace")
        }
        return target
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
