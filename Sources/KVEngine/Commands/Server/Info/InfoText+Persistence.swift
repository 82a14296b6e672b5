// INFO's section about what this server does not do, Persistence: the fields of a Redis that saves nothing.

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
}
