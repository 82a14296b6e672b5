// SORT and SORT_RO: the elements of a list, set or sorted set, ordered as numbers or as texts. BY orders them by
// what other keys hold for them, GET answers with what other keys hold for them, STORE keeps the result.
//
// The steps are in files of their own: SortOptions, SortPattern, SortSource and SortItems.

import RESP

extension Command {
    static let sort = Command(
        "sort", arity: -2, [.write, .denyOOM, .movableKeys],
        keys: [
            .at(1, [.ro, .access]), derivedKeys,
            KeySpec(
                .unknown, .unknown, [.ow, .update],
                notes: "The destination of STORE, an option that may come at any place."),
        ],
        categories: [.set, .sortedSet, .list, .dangerous], findingKeys: keysOfSort,
        docs: Docs(
            .generic, since: "1.0.0",
            "Sorts a list, a set or a sorted set, and returns or stores the result.",
            complexity: complexity,
            syntax: """
                key [BY pattern#1] [LIMIT offset_count:(offset:integer count:integer)] \
                [GET pattern#1]... [order:(ASC|DESC)] [sorting:ALPHA] [STORE destination:key#2]
                """)
    ) { call throws(RedisError) in try sort(&call, mayStore: true) }

    static let sortReadOnly = Command(
        "sort_ro", arity: -2, [.readonly, .movableKeys], keys: [.at(1, [.ro, .access]), derivedKeys],
        categories: [.set, .sortedSet, .list, .dangerous],
        findingKeys: { _ in [FoundKey(index: 1, access: [.ro, .access])] },
        docs: Docs(
            .generic, since: "7.0.0", "Sorts a list, a set or a sorted set, and never stores the result.",
            complexity: complexity,
            syntax: """
                key [BY pattern#1] [LIMIT offset_count:(offset:integer count:integer)] \
                [GET pattern#1]... [order:(ASC|DESC)] [sorting:ALPHA]
                """)
    ) { call throws(RedisError) in try sort(&call, mayStore: false) }

    private static let derivedKeys = KeySpec(
        .unknown, .unknown, [.ro, .access],
        notes: "The keys that the patterns of BY and GET name, which depend on what is sorted.")

    /// The key, and the last STORE's: patterns name keys that only the data tells.
    private static let keysOfSort: KeyFinder = { words in
        var destination: Int?
        var index = 2
        while index < words.count {
            if words[index].matches("limit") {
                index += 2
            } else if words[index].matches("get") || words[index].matches("by") {
                index += 1
            } else if words[index].matches("store"), index + 1 < words.count {
                destination = index + 1
            }
            index += 1
        }
        let stored = destination.map { [FoundKey(index: $0, access: [.ow, .update])] } ?? []
        return [FoundKey(index: 1, access: [.ro, .access])] + stored
    }

    private static let complexity: StaticString =
        "O(N+M*log(M)) for M of N elements returned, O(N) when they are not sorted"

    /// Error order: the options, the key's type, then elements that are no numbers.
    private static func sort(_ call: inout Call, mayStore: Bool) throws(RedisError) {
        let key = try call.key()
        var options = try SortOptions(&call, mayStore: mayStore)
        let source = try SortSource(call.lookup(key))
        if case .sortedSet(let set) = source { call.becomeIndexed(set) }
        // A set has no order of its own that could be stored, or that a script could rely on.
        let needsOrder = options.destination != nil || call.client.isScript
        if options.keepsOrder, !source.isOrdered, needsOrder { options.sortByText() }
        let places = options.places(in: source.count)
        var items = SortItems()
        var chosen = places
        if options.keepsOrder, source.isOrdered {
            source.forEach(in: places, reversed: options.isDescending) { items.append($0) }
            chosen = 0..<places.count
        } else {
            source.forEach(in: 0..<source.count, reversed: false) { items.append($0) }
        }
        if !options.keepsOrder { try items.sort(by: options, call) }
        if let destination = options.destination {
            call.store(items, chosen, options, at: destination)
        } else {
            call.answer(items, chosen, options)
        }
    }
}

extension Call {
    /// Does what a server does to the sorted sets it sorts, and what OBJECT ENCODING shows from then on.
    fileprivate func becomeIndexed(_ set: SortedSetValue) {
        let before = set.memoryUsage
        set.becomeIndexed()
        database.account(set.memoryUsage - before)
    }

    fileprivate func answer(_ items: SortItems, _ chosen: Range<Int>, _ options: SortOptions) {
        if options.wanted.isEmpty {
            reply.array(chosen.count)
            for place in chosen { reply.bulk(items[place]) }
            return
        }
        reply.array(chosen.count * options.wanted.count)
        let name = ByteBuffer()
        for place in chosen {
            for pattern in options.wanted {
                pattern.withText(for: items[place], self, name) { text in
                    if let text { reply.bulk(text) } else { reply.null() }
                }
            }
        }
    }

    /// Stores what `answer` would send as a list, with empty elements where there is nothing.
    fileprivate func store(
        _ items: SortItems, _ chosen: Range<Int>, _ options: SortOptions, at destination: ByteView
    ) {
        let list = ListValue(settings: engine.settings, seed: engine.hashSeed)
        let name = ByteBuffer()
        for place in chosen {
            if options.wanted.isEmpty { list.push(items[place], at: .right) }
            for pattern in options.wanted {
                pattern.withText(for: items[place], self, name) { list.push($0 ?? .empty, at: .right) }
            }
        }
        let length = list.count
        if length == 0 {
            delete(destination)
        } else {
            store(list, at: destination)
            modified(destination, "sortstore", .list, changes: length)
        }
        reply.integer(length)
    }
}
