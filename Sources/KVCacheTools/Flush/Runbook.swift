// What to do at each stage of the rollout, for whoever is on duty. The program prints it, so that it is where the program
// is, and says what this version does.

/// The runbook of a rollout.
package enum Runbook {
    /// Markdown, which reads as well without being rendered.
    package static let text = """
        # Runbook: flushing the cache before a rollout stage

        At every stage (10%, 25%, 50%, 100% of the traffic), before the Route53 weights are advanced: users move between
        the old backend and the new one, and must not be given what the other has cached.

        ## 1. Be sure of the server

            flush-migration-cache --dry-run --expect-host 'redis.staging.*'

        The first line names the server: `target: redis://redis.staging.example:6379/0 (REDIS_URL from the environment)`.
        A host that does not fit ends the run with exit code 4, and nothing is sent. `KV_PROTECTED_HOSTS` (globs, separated
        by commas) has a live run ask for the host's name, or for `--confirm HOST`.

        ## 2. Look at what would go

        The dry run deletes nothing. Read:

        - the counts by pattern: a pattern with 0 keys is spelled wrong, or was flushed already;
        - the samples: are these cache entries, and nothing else?
        - PRESERVED: keys that fit, and stay (sessions:*, session:*, ratelimit:*, user-profiles:*);
        - near misses: keys that look like a pattern's and do not fit it.

        Last line: `[DRY RUN] Would flush 8 keys in total. Nothing was deleted.`

        ## 3. Flush, and watch

            flush-migration-cache --expect-host 'redis.staging.*' --max-delete N \\
              --watch 10m --metrics flush-metrics.jsonl --chart recovery.svg --out flush-audit.jsonl

        with N a little above the dry run's total. Expected: `Cache flush complete. Total keys flushed: 8`, then
        `Verified: remaining 0 (0 re-created during flush)`, then the verdict:
        `hit rate 92.5% -> min 41.2% at 0:25 -> 80.3% at 6:10 PASS (limit 10:00)`.

        ## 4. The gate

        Advance the weights only when BOTH are true:

        - 2 minutes have gone by since the flush;
        - the verdict is PASS: the hit rate is above 80% again (exit code 0).

        Exit code 5 is FAIL: stay at this stage. Look at DBQueryLatency; flush nothing again, that begins the recovery anew.

        ## 5. When it goes wrong

        | exit code | what it means | what to do |
        |---|---|---|
        | 1 | failed, nothing deleted | read the error; REDIS_URL, password, network, replica |
        | 2 | the command line is wrong, nothing sent | correct it |
        | 3 | something is deleted, or in doubt, and then it failed | run it again: what is gone is gone |
        | 4 | a guard refused, nothing deleted | wrong host, or a pattern that is too wide |
        | 5 | the flush is done, the cache has not recovered | stay at this stage |
        | 130, 143 | interrupted; the report says what was deleted | run it again when ready |

        Rollback: set the Route53 weights back to the stage before, then flush once more, because the new backend has been
        filling the cache meanwhile. Deleted cache entries need no restoring: the next read fetches them from the database.

        ## 6. Who ran what

        `--out flush-audit.jsonl` appends a line for each run: time, user, host, arguments without secrets, target, counts,
        and the SHA-256 of the sorted list of keys.

        """
}
