// Which store kvtool works on. It knows the variables of both kinds of documents: REDIS_URL, and those of Vercel's KV.

import KVCacheTools
import KVClient
import KVProcessSupport
import KVToolSupport

/// Finds the store that is meant.
enum StoreChoice {
    static let redisName = "REDIS_URL"
    /// What a store is taken from, in words.
    static let names = "\(redisName), else \(BustTarget.urlName)"

    /// The store, and what the user should know before the run.
    ///
    /// - Throws: that none is named, or what is wrong with the name.
    static func target(
        _ environment: ToolEnvironment, _ options: CommonOptions
    ) throws(ToolError) -> (target: StoreTarget, warning: String?) {
        if options.url == nil {
            if let setting = environment[redisName], !setting.value.isEmpty {
                return (try redis(setting), nil)
            }
            guard environment.value(of: BustTarget.urlName) != nil else {
                throw ToolError(
                    "no store is named: set \(redisName), or \(BustTarget.urlName) and \(BustTarget.tokenName), in the "
                        + "environment, .env.local or .env, or give --url")
            }
        }
        let found = try BustTarget(environment, options)
        return (found.target, found.warning)
    }

    private static func redis(_ setting: ToolEnvironment.Setting) throws(ToolError) -> StoreTarget {
        do throws(KVError) {
            return StoreTarget(try KVURL(setting.value), origin: "\(redisName) from \(setting.source)")
        } catch {
            throw ToolError("\(redisName) (from \(setting.source)): \(error.message)")
        }
    }
}
