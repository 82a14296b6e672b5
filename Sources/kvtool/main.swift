// kvtool: looks into a KV store, and at how it is used. Everything it does is in KVToolCommands.

import Foundation
import KVToolCommands

exit(await KVTool.main(Array(CommandLine.arguments.dropFirst())))
