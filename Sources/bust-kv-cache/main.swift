// bust-kv-cache: deletes what the KV store caches of blog posts. Everything it does is in KVCacheTools.

import Foundation
import KVCacheTools

exit(await BustKVCache.main(Array(CommandLine.arguments.dropFirst())))
