// INFO's section Persistence: the fields of a Redis that saves when it is told to, and has no log of commands.

extension InfoText {
    mutating func persistence(_ engine: Engine) {
        zeros(
            "loading", "async_loading", "current_cow_peak", "current_cow_size", "current_cow_size_age")
        line("current_fork_perc", "0.00")
        zeros("current_save_keys_processed", "current_save_keys_total")
        line("rdb_changes_since_last_save", engine.unsavedChanges)
        line("rdb_bgsave_in_progress", 0)
        line("rdb_last_save_time", engine.lastSave)
        line("rdb_last_bgsave_status", engine.saving?.backgroundWorked == false ? "err" : "ok")
        line("rdb_last_bgsave_time_sec", engine.saving?.backgroundWorked == nil ? -1 : 0)
        line("rdb_current_bgsave_time_sec", -1)
        line("rdb_saves", engine.saving?.count ?? 0)
        zeros(
            "rdb_last_cow_size", "rdb_last_load_keys_expired", "rdb_last_load_keys_loaded",
            "aof_enabled", "aof_rewrite_in_progress", "aof_rewrite_scheduled")
        line("aof_last_rewrite_time_sec", -1)
        line("aof_current_rewrite_time_sec", -1)
        line("aof_last_bgrewrite_status", "ok")
        zeros("aof_rewrites", "aof_rewrites_consecutive_failures")
        line("aof_last_write_status", "ok")
        zeros("aof_last_cow_size", "module_fork_in_progress", "module_fork_last_cow_size")
    }
}
