// The command line of bust-kv-cache.

import KVToolSupport

/// What a run of bust-kv-cache is to do.
package struct BustOptions: Sendable {
    /// The posts; nil for all that the blog has.
    package let posts: PostIDs?
    /// What ids look like.
    package let form: PostID.Form
    /// Whether keys are only shown.
    package let isDryRun: Bool
    package let common: CommonOptions

    /// - Throws: what is wrong with a flag.
    package init(_ flags: FlagValues) throws(UsageError) {
        form = flags.isOn("string-ids") ? .word : .number
        isDryRun = flags.isOn("dry-run")
        common = try CommonOptions(flags)
        posts = try BustOptions.posts(flags.strings("posts"), form)
    }

    /// An empty list is a mistake: it must not come to mean all posts.
    private static func posts(_ lists: [String], _ form: PostID.Form) throws(UsageError) -> PostIDs? {
        if lists.isEmpty { return nil }
        var ids = PostIDs()
        for list in lists {
            guard !list.isEmpty else {
                throw UsageError("--posts= names no post; for all posts leave the flag out")
            }
            let items = list.split(separator: ",", omittingEmptySubsequences: false)
            for (index, item) in items.enumerated() {
                guard let id = PostID(String(item), form) else {
                    throw UsageError(
                        "--posts: item \(index + 1) of \(items.count), \"\(item)\", is not \(form.expected)")
                }
                ids.add(id)
            }
        }
        return ids
    }
}

extension CommandLineInterface {
    /// The command line of bust-kv-cache.
    package static let bustKVCache = CommandLineInterface(
        program: "bust-kv-cache", version: "0.1.0",
        summary: """
            Deletes what the KV store caches of blog posts (likes, like counts and share counts), so that the next read \
            of each post takes it from Postgres again. It only ever sends DEL, and only for the keys of those posts.
            """,
        sections: [
            FlagSection(
                "What to delete",
                [
                    Flag(
                        "posts", "ids", isRepeated: true,
                        help: "The posts, as in 12,34. Default: every post in _data/_blog.json."),
                    Flag("dry-run", help: "Show the keys and delete nothing."),
                    Flag(
                        "string-ids",
                        help: "Ids may be words of letters, digits, _ and -, not only numbers."),
                ])
        ] + CommonOptions.sections(timeout: "60", url: "KV_REST_API_URL"),
        examples: [
            UsageExample("--dry-run", "Shows what would be deleted, of every post."),
            UsageExample("--posts=12,34", "Deletes the six keys of two posts."),
            UsageExample(
                "--expect-host='*.upstash.io' --json",
                "Every post, but only in a store of that name; the report is for a program."),
        ],
        notes: [
            UsageNote(
                "When to run it",
                [
                    "After a bulk edit or a backfill in Postgres that did not go through the site's code.",
                    "After a restore or a migration that changed rows of blog_like or blog_share_intents.",
                    "When a count is stuck, to start from a cache that is known to be clean.",
                ]),
            UsageNote(
                "When not to run it",
                [
                    "For likes and shares as such: the site's own code invalidates what they change.",
                    "Before you have read the line `target:`. The wrong store is the real risk; the worst that happens to "
                        + "the right one is a few slower reads.",
                ]),
            UsageNote(
                "Environment",
                [
                    "KV_REST_API_URL: the store, as https://... of its REST interface or redis://...",
                    "KV_REST_API_TOKEN: its token, or the password for redis://...",
                    "KV_PROTECTED_HOSTS: patterns of hosts for which --confirm is needed.",
                    "Each is taken from the environment, else from .env.local, else from .env. For production: "
                        + "`vercel env pull .env.local`.",
                ]),
            UsageNote(
                "Exit codes",
                [
                    "0 done; 1 failed with nothing deleted; 2 the command line is wrong; 3 failed when some keys were, or "
                        + "may have been, deleted; 4 refused, nothing sent; 130 and 143 stopped by a signal.",
                    "After 1 and 3 it can simply be run again.",
                ]),
        ])
}
