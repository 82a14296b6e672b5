// kvtool: looks into a KV store, and at how it is used. Everything it does is in KVToolCommands.

import KVToolCommands

KVTool.main(Array(CommandLine.arguments.dropFirst()))
