// INFO's sections about the process: Server, Clients and CPU.

extension InfoText {
    mutating func server(_ engine: Engine) {
        let environment = engine.environment
        let uptime = max(0, engine.now - engine.startedAt / 1000) / 1000
        line("redis_version", Version.redis)
        line("server_name", Version.name)
        line("hermetic_kv_version", Version.product)
        line("redis_git_sha1", "00000000")
        line("redis_git_dirty", 0)
        line("redis_build_id", 0)
        line("redis_mode", "standalone")
        line("os", environment.operatingSystem)
        line("arch_bits", Int.bitWidth)
        line("monotonic_clock", "POSIX")
        line("multiplexing_api", environment.poller)
        line("atomicvar_api", "swift-synchronization")
        line("gcc_version", "0.0.0")
        line("process_id", environment.processID)
        line("process_supervised", "no")
        line("run_id", engine.runID)
        line("tcp_port", environment.port)
        line("server_time_usec", engine.state.value.nowMicroseconds)
        line("uptime_in_seconds", uptime)
        line("uptime_in_days", uptime / 86_400)
        line("hz", engine.settings.hz)
        line("configured_hz", engine.settings.hz)
        line("lru_clock", (engine.now / 1000) & 0xFF_FFFF)
        line("executable", environment.executable)
        line("config_file", "")
        line("io_threads_active", 0)
    }

    mutating func clients(_ engine: Engine) {
        line("connected_clients", engine.clients.count - engine.replication.replicas.count)
        line("cluster_connections", 0)
        line("maxclients", engine.settings.maxClients)
        zeros("client_recent_max_input_buffer", "client_recent_max_output_buffer")
        line("blocked_clients", engine.blockedCount + engine.heldClients.count)
        line("tracking_clients", engine.tracking.clientCount)
        line("clients_in_timeout_table", engine.blocked.countWithDeadline)
    }

    mutating func cpu(_ engine: Engine) {
        let (system, user) = engine.environment.processorTime()
        let times = (InfoText.fixed(system, places: 6), InfoText.fixed(user, places: 6))
        line("used_cpu_sys", times.0)
        line("used_cpu_user", times.1)
        line("used_cpu_sys_children", "0.000000")
        line("used_cpu_user_children", "0.000000")
        line("used_cpu_sys_main_thread", times.0)
        line("used_cpu_user_main_thread", times.1)
    }
}
