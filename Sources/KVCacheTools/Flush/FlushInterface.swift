// The command line of flush-migration-cache.

import KVToolSupport

extension CommandLineInterface {
    /// The command line of flush-migration-cache.
    package static let flushMigrationCache = CommandLineInterface(
        program: "flush-migration-cache", version: FlushDefaults.version,
        summary: """
            deletes the cache keys of a migration (mocs:*, gallery:*, wishlist:*, albums:*) from the Redis server of \
            REDIS_URL, and nothing else: what fits a preserved pattern is never touched. Run it before each stage of a \
            rollout; look at --dry-run first. It is not for a single stale entry, nor for a server that is no cache.
            """,
        sections: [what, how, after]
            + CommonOptions.sections(
                timeout: "60, without --watch",
                url: "REDIS_URL (redis://... or, with KV_REST_API_TOKEN, https://...)") + [output],
        examples: [
            UsageExample("--dry-run", "Shows what would be deleted, with samples; deletes nothing."),
            UsageExample("", "Deletes it, counts by pattern, and looks afterwards that nothing is left."),
            UsageExample(
                "--watch 10m --chart recovery.svg --metrics metrics.jsonl",
                "Deletes, then watches the hit rate until it is above 80%; exit code 5 if that takes too long."
            ),
            UsageExample(
                "--pattern 'blog:*' --max-delete 5000", "Other keys, and none at all if there are too many."),
        ])

    private static let what = FlagSection(
        "What is deleted",
        [
            Flag("dry-run", help: "Deletes nothing; shows what would be. DRY_RUN=true does the same."),
            Flag(
                "pattern", "glob", isRepeated: true,
                help: """
                    Keys to delete, in place of mocs:* gallery:* wishlist:* albums:*. (The last is from the document's \
                    sample; its criteria name the others.)
                    """),
            Flag(
                "preserve", "glob", isRepeated: true,
                help: "Keys never to delete, besides sessions:* session:* ratelimit:* user-profiles:*."),
            Flag("no-default-preserve", help: "Preserves only what --preserve names."),
            Flag("max-delete", "number", help: "Deletes nothing if more keys than that would be deleted."),
            Flag("allow-all", help: "Allows a pattern that every key fits, such as *."),
        ])

    private static let how = FlagSection(
        "How",
        [
            Flag("batch-size", "number", help: "Keys for each UNLINK, 1 to 500. Default: 500."),
            Flag("scan-count", "number", help: "COUNT of each SCAN. Default: 1000, growing up to 5000."),
            Flag("pause-ms", "number", help: "Milliseconds to wait after each batch. Default: 0."),
            Flag("retries", "number", help: "Attempts altogether, when there is no connection. Default: 3."),
            Flag("retry-base-ms", "number", help: "The first pause; each is twice the last. Default: 1000."),
            Flag("no-verify", help: "Does not look afterwards whether anything is left."),
        ])

    private static let after = FlagSection(
        "Afterwards",
        [
            Flag(
                "watch", "duration",
                help: "Watches the hit rate for so long, as 10m or 90s. Exit code 5: no recovery."),
            Flag("interval", "duration", help: "Time between two looks. Default: 5s."),
            Flag(
                "db-latency-cmd", "command",
                help: "A shell command that prints the database's latency in milliseconds."),
            Flag(
                "metrics", "file",
                help: "Appends CloudWatch metrics (EMF), a line for each phase; - prints them."),
            Flag("chart", "file", help: "Draws the recovery as an SVG, with its figures beside it as CSV."),
            Flag("html", "file", help: "Writes the report as one HTML page."),
            Flag("out", "file", help: "Appends a record of who deleted what, a line of JSON."),
        ])

    private static let output = FlagSection(
        "What is shown",
        [
            Flag("sample", "number", help: "Keys to show of each pattern. Default: 10."),
            Flag("list-keys", help: "Shows all of them."),
            Flag("runbook", help: "Prints the runbook of a rollout and exits."),
        ])
}
