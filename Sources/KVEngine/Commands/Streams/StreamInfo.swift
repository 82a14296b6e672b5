// XINFO: the container of what tells of streams, and XINFO STREAM.

import RESP

extension Command {
    /// Holds the commands that tell of streams.
    static let xinfo = Command(
        container: "xinfo",
        docs: Docs(
            .stream, since: "5.0.0", "Holds the commands that tell of streams.",
            complexity: "That of the subcommand"),
        subcommands: [.xinfoConsumers, .xinfoGroups, .xinfoStream, .xinfoHelp])

    /// Tells of a stream: in short, or of everything in it.
    ///
    /// Error order: the key and its type, then the options.
    private static let xinfoStream = Command(
        "stream", arity: -3, [.readonly], keys: [.at(2, [.ro, .access])],
        docs: Docs(
            .stream, since: "5.0.0", "Tells of a stream.", complexity: "O(1)",
            history: [
                "6.0.0": "FULL.",
                "7.0.0": "What the stream remembers of its past, and its groups of their reading.",
            ],
            syntax: "key [FULL full:([COUNT count:integer])]")
    ) { call throws(RedisError) in
        guard let stream = try call.read(try call.key(), as: StreamValue.self) else { throw .noSuchKey }
        guard call.remaining > 0 else { return call.reply.summary(of: stream) }
        let word = call.argument(1)
        guard call.remaining == 1 || call.remaining == 3, call.accept("full") else {
            throw .subcommandSyntax(word, of: "XINFO")
        }
        var limit: Int64 = 10
        if call.remaining > 0 {
            guard call.accept("count") else { throw .subcommandSyntax(word, of: "XINFO") }
            let wanted = try call.integer()
            limit = wanted < 0 ? limit : wanted == 0 ? .max : wanted
        }
        call.reply.details(of: stream, limit: limit)
    }

    /// Says what the subcommands do.
    private static let xinfoHelp = Command(
        "help", arity: 2, [.loading, .stale],
        docs: Docs(.stream, since: "5.0.0", "Shows what the XINFO subcommands do.", complexity: "O(1)")
    ) { call throws(RedisError) in
        call.help(
            "XINFO",
            [
                ("CONSUMERS <key> <groupname>", "Tell of the consumers of a group."),
                ("GROUPS <key>", "Tell of the groups of a stream."),
                ("STREAM <key> [FULL [COUNT <count>]", "Tell of a stream."),
            ])
    }
}

extension ReplyWriter {
    /// What XINFO STREAM says without FULL.
    fileprivate func summary(of stream: StreamValue) {
        map(10)
        head(of: stream)
        bulk("groups")
        integer(stream.groups.count)
        bulk("first-entry")
        end(of: stream, last: false)
        bulk("last-entry")
        end(of: stream, last: true)
    }

    /// What it says with FULL: at most so many entries.
    fileprivate func details(of stream: StreamValue, limit: Int64) {
        map(9)
        head(of: stream)
        bulk("entries")
        entries(of: stream, limit: limit)
        bulk("groups")
        array(stream.groups.count)
        for group in stream.groups { details(of: group, stream, limit: limit) }
    }

    /// What both say.
    private func head(of stream: StreamValue) {
        bulk("length")
        integer(stream.length)
        bulk("radix-tree-keys")
        integer(stream.nodes.count)
        bulk("radix-tree-nodes")
        integer(stream.radixTreeNodes)
        bulk("last-generated-id")
        bulk(stream.lastID)
        bulk("max-deleted-entry-id")
        bulk(stream.maxDeletedID)
        bulk("entries-added")
        integer(stream.entriesAdded)
        bulk("recorded-first-entry-id")
        bulk(stream.firstID)
    }

    private func end(of stream: StreamValue, last: Bool) {
        guard let id = stream.endID(last: last), entry(of: stream, id) else { return null() }
    }
}
