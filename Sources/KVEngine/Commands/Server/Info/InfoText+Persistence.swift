// INFO's sections about what this server does not do, Persistence and Replication: the fields of a Redis that
// saves nothing and has no replicas.

extension InfoText {
    mutating func persistence(_ engine: Engine) {
        zeros(
            "loading", "async_loading", "current_cow_peak", "current_cow_size", "current_cow_size_age")
        line("current_fork_perc", "0.00")
        zeros("current_save_keys_processed", "current_save_keys_total")
        line("rdb_changes_since_last_save", engine.counters.value.dirty)
        line("rdb_bgsave_in_progress", 0)
        line("rdb_last_save_time", engine.startedAt / 1_000_000)
        line("rdb_last_bgsave_status", "ok")
        line("rdb_last_bgsave_time_sec", -1)
        line("rdb_current_bgsave_time_sec", -1)
        zeros(
            "rdb_saves", "rdb_last_cow_size", "rdb_last_load_keys_expired", "rdb_last_load_keys_loaded",
            "aof_enabled", "aof_rewrite_in_progress", "aof_rewrite_scheduled")
        line("aof_last_rewrite_time_sec", -1)
        line("aof_current_rewrite_time_sec", -1)
        line("aof_last_bgrewrite_status", "ok")
        zeros("aof_rewrites", "aof_rewrites_consecutive_failures")
        line("aof_last_write_status", "ok")
        zeros("aof_last_cow_size", "module_fork_in_progress", "module_fork_last_cow_size")
    }

    mutating func replication(_ engine: Engine) {
        line("role", "master")
        line("connected_slaves", 0)
        if engine.state.value.lacksReplicas { line("min_slaves_good_slaves", 0) }
        line("master_failover_state", "no-failover")
        line("master_replid", engine.runID)
        line("master_replid2", String(repeating: "0", count: 40))
        line("master_repl_offset", 0)
        line("second_repl_offset", -1)
        line("repl_backlog_active", 0)
        line("repl_backlog_size", 1 << 20)
        zeros("repl_backlog_first_byte_offset", "repl_backlog_histlen")
    }
}
