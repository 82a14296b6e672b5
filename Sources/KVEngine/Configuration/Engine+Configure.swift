// Changing settings: by CONFIG SET, several at once or none, and at the start by the owner of the engine.

import RESP

extension Engine {
    /// Sets one of CONFIG's parameters as CONFIG SET does, fixed ones excepted: those are refused.
    ///
    /// - Throws: the refusal that CONFIG SET would answer with.
    package func configure(_ name: String, _ value: String) throws(RedisError) {
        try name.withByteView { name throws(RedisError) in
            try value.withByteView { value throws(RedisError) in try configure([(name, value)]) }
        }
    }

    /// Sets parameters, all of them or none.
    ///
    /// Error order: names, fixed parameters and doubles from left to right; then values from left to right; then
    /// what turns out to be impossible.
    func configure(_ pairs: [(name: ByteView, value: ByteView)]) throws(RedisError) {
        let rows = try ConfigurationTable.redis.rows(for: pairs.map(\.name))
        var values: [ConfigurationValue] = []
        for (row, pair) in zip(rows, pairs) {
            do throws(ConfigurationRefusal) {
                let value = try row.parameter.rule.read(pair.value)
                if row.parameter.access == .unchanging, value.text != row.parameter.text(in: self) {
                    throw .immutable
                }
                values.append(value)
            } catch {
                throw .refused(ByteView(row.name), error.reason)
            }
        }
        // What may fail goes first, and is one parameter at the most: nothing has to be taken back.
        for (row, value) in zip(rows, values) {
            do throws(ConfigurationRefusal) {
                try row.parameter.apply(value, in: self)
            } catch {
                throw .refused(ByteView(row.name), error.reason)
            }
        }
        for (row, value) in zip(rows, values) { row.parameter.set(value, in: self) }
        settingsChanged()
        for row in rows { parameterChanged("\(row.name)") }
    }

    /// Listens at another port, unless it is the present one; whether it does.
    func listen(atPort port: Int) -> Bool {
        guard port != environment.port else { return true }
        guard let moveToPort, moveToPort(port) else { return false }
        environment.port = port
        return true
    }

    /// Brings what dispatch looks at in step with the settings, and evicts what no longer fits.
    package func settingsChanged() {
        roleChanged()
        replicationSettingsChanged()
        state.value.timed = timedCommands
        state.value.keepsHistograms = settings.latencyTracking
        refreshObservation()
        state.value.usesLFU = settings.maxMemoryPolicy.usesLFU
        makeRoomForNewLimit()
        limitTrackedKeys()
    }
}

extension ConfigurationTable {
    /// The rows of the parameters to be set.
    fileprivate func rows(for names: [ByteView]) throws(RedisError) -> [Row] {
        var found: [Int] = []
        for name in names {
            guard let place = find(name) else {
                throw .quoting(
                    "ERR Unknown option or number of arguments for CONFIG SET - '", name, "'", limit: .max)
            }
            switch rows[place].parameter.access {
            case .open, .unchanging: break
            case .immutable: throw .refused(name, ConfigurationRefusal.immutable.reason)
            case .protected: throw .refused(name, "can't set protected config")
            }
            if found.contains(place) { throw .refused(name, "duplicate parameter") }
            found.append(place)
        }
        return found.map { rows[$0] }
    }
}

extension RedisError {
    fileprivate static func refused(_ name: ByteView, _ reason: String) -> RedisError {
        .quoting("ERR CONFIG SET failed (possibly related to argument '", name, "') - \(reason)", limit: .max)
    }
}
