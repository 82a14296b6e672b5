// INFO's Memory section. `used_memory` is what `maxmemory` limits: the bytes of the databases. The process's
// own memory is told as resident memory; allocator internals are not known and told as ratios of one.

extension InfoText {
    mutating func memory(_ engine: Engine) {
        let used = engine.usedMemory
        engine.peakMemory = max(engine.peakMemory, used)
        usedMemory(engine, used)
        scripts(engine)
        size("maxmemory", engine.settings.maxMemory)
        line("maxmemory_policy", engine.settings.maxMemoryPolicy.rawValue)
        allocator(resident: engine.environment.residentBytes(), used: used)
        line("mem_allocator", "libc")
        line("active_defrag_running", 0)
        line("lazyfree_pending_objects", 0)
        line("lazyfreed_objects", engine.counters.value.lazyFreedObjects)
    }

    private mutating func usedMemory(_ engine: Engine, _ used: Int) {
        let resident = engine.environment.residentBytes()
        let overhead = engine.databases.used.reduce(0) { $0 + $1.element.overheadBytes }
        size("used_memory", used)
        size("used_memory_rss", resident)
        size("used_memory_peak", engine.peakMemory)
        line("used_memory_peak_perc", InfoText.percent(used, of: engine.peakMemory))
        line("used_memory_overhead", overhead)
        line("used_memory_startup", 0)
        line("used_memory_dataset", used - overhead)
        line("used_memory_dataset_perc", InfoText.percent(used - overhead, of: used))
        line("allocator_allocated", used)
        line("allocator_active", resident)
        line("allocator_resident", resident)
        size("total_system_memory", engine.environment.totalSystemMemory)
    }

    /// Scripts and functions, by the bytes of their text: what their interpreters take is told as nothing.
    private mutating func scripts(_ engine: Engine) {
        let scripting = engine.madeScripting
        let (cached, functions) = (scripting?.cachedBytes ?? 0, scripting?.madeFunctions?.set ?? LibrarySet())
        let code = functions.libraries.reduce(0) { $0 + $1.code.count }
        zeros("used_memory_lua", "used_memory_vm_eval")
        humanSize("used_memory_lua", 0)
        line("used_memory_scripts_eval", cached)
        line("number_of_cached_scripts", scripting?.cache.count ?? 0)
        line("number_of_functions", functions.functions.count)
        line("number_of_libraries", functions.libraries.count)
        zeros("used_memory_vm_functions")
        size("used_memory_vm_total", 0)
        line("used_memory_functions", code)
        size("used_memory_scripts", cached + code)
    }

    private mutating func allocator(resident: Int, used: Int) {
        let ratio = used == 0 ? 0 : Double(resident) / Double(used)
        line("allocator_frag_ratio", "1.00")
        line("allocator_frag_bytes", 0)
        line("allocator_rss_ratio", "1.00")
        line("allocator_rss_bytes", 0)
        line("rss_overhead_ratio", "1.00")
        line("rss_overhead_bytes", 0)
        line("mem_fragmentation_ratio", InfoText.fixed(ratio, places: 2))
        line("mem_fragmentation_bytes", max(0, resident - used))
        zeros(
            "mem_not_counted_for_evict", "mem_replication_backlog", "mem_total_replication_buffers",
            "mem_clients_slaves", "mem_clients_normal", "mem_cluster_links", "mem_aof_buffer")
    }
}
