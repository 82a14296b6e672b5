// INFO's Stats, Commandstats and Errorstats: what was counted since the start or since CONFIG RESETSTAT.

extension InfoText {
    mutating func stats(_ engine: Engine) {
        let counters = engine.counters.value
        line("total_connections_received", counters.connectionsReceived)
        line("total_commands_processed", counters.commandsProcessed)
        rates(engine)
        line("rejected_connections", counters.connectionsRejected)
        line("sync_full", engine.replication.fullSynchronizations)
        line("sync_partial_ok", engine.replication.partialSynchronizations)
        line("sync_partial_err", engine.replication.refusedPartialSynchronizations)
        line("expired_keys", counters.expiredKeys)
        line("expired_stale_perc", "0.00")
        zeros("expired_time_cap_reached_count", "expire_cycle_cpu_milliseconds")
        line("evicted_keys", counters.evictedKeys)
        zeros("evicted_clients", "total_eviction_exceeded_time", "current_eviction_exceeded_time")
        line("keyspace_hits", counters.keyspaceHits)
        line("keyspace_misses", counters.keyspaceMisses)
        line("pubsub_channels", engine.pubsub[.channel].count)
        line("pubsub_patterns", engine.pubsub[.pattern].count)
        line("pubsubshard_channels", engine.pubsub[.shardChannel].count)
        zeros(
            "latest_fork_usec", "total_forks", "migrate_cached_sockets", "slave_expires_tracked_keys",
            "active_defrag_hits",
            "active_defrag_misses", "active_defrag_key_hits", "active_defrag_key_misses",
            "total_active_defrag_time", "current_active_defrag_time")
        line("tracking_total_keys", engine.tracking.table.count)
        line("tracking_total_items", engine.tracking.table.itemCount)
        line("tracking_total_prefixes", engine.tracking.prefixes.count)
        line("unexpected_error_replies", 0)
        line("total_error_replies", counters.errorReplies)
        line("dump_payload_sanitizations", counters.payloadSanitizations)
        line("total_reads_processed", counters.readsProcessed)
        line("total_writes_processed", counters.writesProcessed)
        zeros(
            "io_threaded_reads_processed", "io_threaded_writes_processed", "reply_buffer_shrinks",
            "reply_buffer_expands")
    }

    /// The figures that say how much is going on now, each followed by its total where Redis puts it.
    private mutating func rates(_ engine: Engine) {
        let (now, counters) = (engine.presentSample, engine.counters.value)
        let commands = engine.rates.rate(of: \.commands, until: now)
        line("instantaneous_ops_per_sec", Int(commands.rounded()))
        line("total_net_input_bytes", counters.netInputBytes)
        line("total_net_output_bytes", counters.netOutputBytes)
        zeros("total_net_repl_input_bytes", "total_net_repl_output_bytes")
        let kilobytes = { (counter: KeyPath<RateSampler.Sample, Int>) in
            InfoText.fixed(engine.rates.rate(of: counter, until: now) / 1024, places: 2)
        }
        line("instantaneous_input_kbps", kilobytes(\.input))
        line("instantaneous_output_kbps", kilobytes(\.output))
        line("instantaneous_input_repl_kbps", "0.00")
        line("instantaneous_output_repl_kbps", "0.00")
    }

    /// A line for each command that was called or refused, in the table's order.
    mutating func commandStatistics(_ engine: Engine) {
        for id in 0..<engine.table.count {
            let entry = engine.commandStatistics[id]
            guard entry.calls > 0 || entry.rejectedCalls > 0 || entry.failedCalls > 0 else { continue }
            let microseconds = entry.calls > 0 ? Int(entry.nanoseconds / 1000) : 0
            let each = entry.calls > 0 ? Double(microseconds) / Double(entry.calls) : 0
            line(
                "cmdstat_\(engine.table.fullName(id))",
                """
                calls=\(entry.calls),usec=\(microseconds),usec_per_call=\(InfoText.fixed(each, places: 2)),\
                rejected_calls=\(entry.rejectedCalls),failed_calls=\(entry.failedCalls)
                """)
        }
    }

    /// A line for each code word that an error reply began with.
    mutating func errorStatistics(_ engine: Engine) {
        for (code, count) in engine.errorCounts.sorted(by: { $0.key < $1.key }) {
            line("errorstat_\(code)", "count=\(count)")
        }
    }
}
