// Warming: values that are loaded before somebody asks for them, such as after an invalidation or a deployment.

/// What came of warming a cache.
public struct WarmingReport: Hashable, Sendable {
    /// Ids whose values are there now, or are known to be absent.
    public var warmed = 0
    /// Ids whose values could not be loaded.
    public var failed: [String] = []
}

extension CacheAside {
    /// Loads the values that are not there.
    ///
    /// - Parameters:
    ///   - ids: whose.
    ///   - concurrency: how many at once: what is loaded from must still serve others.
    ///   - tags: what each is to be invalidated by besides.
    ///   - load: gets a value. What it throws is in the report, and does not keep the others from being loaded.
    /// - Throws: `CancellationError`.
    @discardableResult
    public func warm(
        _ ids: [String], concurrency: Int = 4, tags: [String] = [],
        load: @escaping @Sendable (String) async throws -> Value?
    ) async throws -> WarmingReport {
        var report = WarmingReport()
        var waiting = ids.makeIterator()
        try await withThrowingTaskGroup(of: (String, Bool).self) { group in
            func addNext() {
                guard let id = waiting.next() else { return }
                group.addTask { (id, try await self.warmOne(id, tags, load)) }
            }
            for _ in 0..<max(concurrency, 1) { addNext() }
            while let (id, isWarm) = try await group.next() {
                if isWarm { report.warmed += 1 } else { report.failed.append(id) }
                addNext()
            }
        }
        return report
    }

    private func warmOne(
        _ id: String, _ tags: [String], _ load: @escaping @Sendable (String) async throws -> Value?
    ) async throws -> Bool {
        do {
            _ = try await fetch(id, tags: tags) { try await load(id) }
            return true
        } catch let error as CancellationError {
            throw error
        } catch {
            context.log(.warning, "[Cache] warming \(key(of: id)) failed: \(error)")
            return false
        }
    }
}
