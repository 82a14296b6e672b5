// Recent lists: nothing lost, the newest kept, and rebuilt exactly.

import HermeticKV
import KVCaching
import KVClient
import Testing

struct Comment: Codable, Hashable, Sendable {
    var id: String
    var timestamp: Int64
    var status = "pending"

    static func list(_ context: CachingContext, capacity: Int = 50) -> RecentList<Comment> {
        RecentList(
            context, "comments", entryPrefix: "comment:", capacity: capacity, coding: .json, id: \.id,
            timestamp: \.timestamp)
    }
}

extension PatternTests {
    @Suite struct RecentListTests {
        @Test(arguments: Place.all) func `ten writers of fifty posts each lose none`(_ place: Place)
            async throws
        {
            try await place.run { ground async throws in
                let comments = Comment.list(ground.context, capacity: 500)
                try await atOnce(10) { writer in
                    for post in 0..<50 {
                        try await comments.append(Comment(id: "\(writer)-\(post)", timestamp: Int64(post)))
                    }
                }
                #expect(Set(try await comments.recent().map(\.id)).count == 500)
            }
        }

        @Test(arguments: Place.all) func `six tabs that post at once are all seen`(_ place: Place)
            async throws
        {
            try await place.run { ground async throws in
                let comments = Comment.list(ground.context)
                try await atOnce(6) { tab in try await comments.append(Comment(id: "tab\(tab)", timestamp: 1))
                }
                #expect(try await comments.recent().filter { $0.status == "pending" }.count == 6)
            }
        }

        @Test(arguments: Place.all) func `the last fifty are kept, the oldest first`(_ place: Place)
            async throws
        {
            try await place.run { ground async throws in
                let comments = Comment.list(ground.context)
                for number in 1...60 {
                    try await comments.append(Comment(id: "\(number)", timestamp: Int64(number)))
                }
                #expect(try await comments.recent().map(\.id) == (11...60).map { "\($0)" })
                #expect(try await ground.client.send(.lifetime(of: "recent:comments")) == .unlimited)
                try await comments.append(Comment(id: "60", timestamp: 60))
                #expect(try await comments.recent().count == 50)
                #expect(try await comments.remove("60"))
                #expect(try await comments.recent().last?.id == "59")
            }
        }

        @Test(arguments: Place.all) func `an entry is as it is now`(_ place: Place) async throws {
            try await place.run { ground async throws in
                let comments = Comment.list(ground.context)
                try await comments.append(Comment(id: "a", timestamp: 1))
                #expect(try await comments.update(Comment(id: "a", timestamp: 1, status: "complete")))
                #expect(try await comments.recent().map(\.status) == ["complete"])
                #expect(try await !comments.update(Comment(id: "b", timestamp: 1)))
            }
        }

        @Test(arguments: Place.all) func `a list of JSON becomes one of ours`(_ place: Place) async throws {
            try await place.run { ground async throws in
                let comments = Comment.list(ground.context)
                let old =
                    #"[{"id":"a","timestamp":1,"status":"pending"},{"broken":1},{"id":"b","timestamp":2,"status":"done"}]"#
                try await ground.client.send(.set("recent:comments", to: old))
                try await comments.append(Comment(id: "c", timestamp: 3))
                #expect(try await comments.recent().map(\.id) == ["a", "b", "c"])
                try await ground.client.send(.set("recent:comments", to: "junk"))
                #expect(try await comments.recent() == [])
            }
        }

        @Test(arguments: Place.all) func `a rebuild finds exactly the newest`(_ place: Place) async throws {
            try await place.run { ground async throws in
                let comments = Comment.list(ground.context, capacity: 100)
                // As other code stores them: no index, and names in no order of time.
                var values: [KVString: any CommandWord] = [:]
                for number in 0..<1000 {
                    let id = "\((number * 7919) % 1000)"
                    let json = #"{"id":"\#(id)","timestamp":\#(number),"status":"pending"}"#
                    values[KVString("comment:" + id)] = json
                }
                values["comment:bad"] = "{oops"
                try await ground.client.send(.setValues(values))
                let report = try #require(try await comments.rebuild())
                #expect(report.count == 100 && report.corrupt == 1 && report.scanned >= 1001)
                #expect(try await comments.recent().map(\.timestamp) == Array(900..<1000))
                #expect(ground.said.all.contains("[Cache] Rebuilding from KV keys..."))
                #expect(ground.said.all.contains("[Cache] Rebuilt with 100 messages from KV"))
                #expect(try await ground.client.send(.exists("lock:rebuild:recent:comments")) == false)
            }
        }

        @Test(arguments: Place.all) func `posts during a rebuild are in it`(_ place: Place) async throws {
            try await place.run { ground async throws in
                let comments = Comment.list(ground.context, capacity: 400)
                for number in 0..<100 {
                    try await comments.append(Comment(id: "\(number)", timestamp: Int64(number)))
                }
                try await ground.client.send(.delete("recent:comments"))
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for number in 100..<200 {
                        group.addTask {
                            try await comments.append(Comment(id: "\(number)", timestamp: Int64(number)))
                        }
                    }
                    for _ in 0..<5 { group.addTask { _ = try await comments.rebuild() } }
                    try await group.waitForAll()
                }
                #expect(Set(try await comments.recent().map(\.id)).count == 200)
            }
        }

        @Test func `of many who find it empty one rebuilds`() async throws {
            try await Place.hermetic.run { ground async throws in
                let comments = Comment.list(ground.context)
                for number in 0..<20 {
                    try await comments.append(Comment(id: "\(number)", timestamp: Int64(number)))
                }
                ground.server?.execute("DEL", "recent:comments")
                ground.server?.execute("DEL", "comment:19")
                ground.server?["comment:18"] = "junk"
                try await atOnce(10) { _ in _ = try await comments.rebuild() }
                #expect(ground.said.all.filter { $0 == "[Cache] Rebuilding from KV keys..." }.count == 1)
                #expect(try await comments.recent().count == 18)
                // Another process is at it.
                ground.server?["lock:rebuild:recent:comments"] = "other"
                #expect(try await comments.rebuild() == nil)
            }
        }

        /// The documents' test: posted eleven seconds after the last post, when a list of ten seconds has expired.
        @Test(arguments: Place.all) func `a post after the list was lost is found, and so are those before`(
            _ place: Place
        ) async throws {
            try await place.run { ground async throws in
                let comments = Comment.list(ground.context)
                try await comments.append(Comment(id: "before", timestamp: 1))
                ground.advance(.seconds(11))
                try await comments.append(Comment(id: "after", timestamp: 2))
                #expect(try await comments.recent().count == 2)
                try await ground.client.send(.delete("recent:comments"))
                #expect(try await comments.recentRebuildingWhenEmpty().map(\.id) == ["before", "after"])
                #expect(ground.said.all.contains("[Queue] Cache empty - rebuilding from KV"))
            }
        }
    }

    /// How much is lost by a list that expires and starts anew, with the documents' code on a clock that stands still until
    /// it is moved: 500 posts at random, at six seconds on average, and somebody who looks every four.
    @Suite struct LossTests {
        @Test(arguments: [(3, 60...180), (5, 1...60), (10, 1...40)])
        func `a list that expires loses messages, ours none`(_ seconds: Int, _ expected: ClosedRange<Int>)
            async throws
        {
            try await Place.hermetic.run { ground async throws in
                let comments = Comment.list(ground.context)
                let next = Numbers(seed: 11).next
                var (theirs, ours): (Set<String>, Set<String>) = ([], [])
                var (now, lookAt, postAt, posts): (Int, Int, Int, Int) = (0, 4000, 1, 0)
                while posts < 500 {
                    let then = min(lookAt, postAt)
                    ground.advance(.milliseconds(then - now))
                    now = then
                    if now == postAt {
                        posts += 1
                        try await startFresh(ground.client, "m\(posts)", seconds)
                        try await comments.append(Comment(id: "m\(posts)", timestamp: Int64(posts)))
                        postAt += 1 + Int(next() % 12_000)
                    }
                    if now == lookAt {
                        theirs.formUnion(try await seen(ground.client))
                        ours.formUnion(try await comments.recent().map(\.id))
                        // The poller's own day: now and then it is late.
                        lookAt += next() % 20 == 0 ? 14_000 : 4000
                    }
                }
                ours.formUnion(try await comments.recent().map(\.id))
                let lost = 500 - theirs.count
                #expect(expected ~= lost, "\(seconds) s lost \(lost) of 500")
                #expect(ours.count == 500)
            }
        }

        /// addToCache as it was.
        private func startFresh(_ client: KVClient, _ id: String, _ seconds: Int) async throws {
            let cached = try await client.send(.get("theirs"))?.description ?? ""
            let ids = (cached.split(separator: " ") + [Substring(id)]).suffix(50).joined(separator: " ")
            try await client.send(.set("theirs", to: ids, expiring: .after(.seconds(seconds))))
        }

        private func seen(_ client: KVClient) async throws -> [String] {
            (try await client.send(.get("theirs"))?.description ?? "").split(separator: " ").map(String.init)
        }
    }
}
