// Leaderboards: ranks, ties, and who is around whom.

import HermeticKV
import KVCaching
import KVClient
import Testing

extension PatternTests {
    @Suite struct LeaderboardTests {
        private func filled(_ ground: Ground, ties: TieMode = .ordinal) async throws -> Leaderboard {
            let board = Leaderboard(ground.context, ties: ties)
            for (member, score) in [("1", 50.0), ("2", 40), ("3", 40), ("4", 30), ("5", 20), ("6", 10)] {
                try await board.update(member, score: score)
            }
            return board
        }

        @Test(arguments: Place.all) func `scores, ranks and the top`(_ place: Place) async throws {
            try await place.run { ground async throws in
                let board = try await filled(ground)
                #expect(try await board.increment("6", by: 15) == 25)
                #expect(try await board.top(3).map(\.member) == ["1", "3", "2"])
                #expect(try await board.top(3).map(\.rank) == [1, 2, 3])
                #expect(try await board.rank(of: "6") == 5)
                #expect(try await board.rank(of: "nobody") == nil)
                #expect(try await board.score(of: "4") == 30)
                #expect(try await board.score(of: "nobody") == nil)
                #expect(try await board.page(2, size: 4).map(\.member) == ["6", "5"])
                #expect(try await board.top(0) == [])
                #expect(try await board.count() == 6)
            }
        }

        @Test(arguments: Place.all) func `who is around`(_ place: Place) async throws {
            try await place.run { ground async throws in
                let board = try await filled(ground)
                #expect(try await board.around("4")?.map(\.member) == ["3", "2", "4", "5", "6"])
                #expect(try await board.around("1")?.map(\.member) == ["1", "3", "2"])
                #expect(try await board.around("1", isFilled: true)?.map(\.rank) == [1, 2, 3, 4, 5])
                #expect(try await board.around("6", isFilled: true)?.map(\.rank) == [2, 3, 4, 5, 6])
                #expect(try await board.around("6", range: 9, isFilled: true)?.count == 6)
                #expect(try await board.around("nobody") == nil)
            }
        }

        @Test(arguments: Place.all) func `equal scores have the rank that is wanted`(_ place: Place)
            async throws
        {
            try await place.run { ground async throws in
                let board = try await filled(ground)
                let sports = try await filled(ground, ties: .competition)
                let dense = try await filled(ground, ties: .dense)
                #expect(try await board.top().map(\.rank) == [1, 2, 3, 4, 5, 6])
                #expect(try await sports.top().map(\.rank) == [1, 2, 2, 4, 5, 6])
                #expect(try await dense.top().map(\.rank) == [1, 2, 2, 3, 4, 5])
                #expect(try await sports.rank(of: "2") == 2)
                #expect(try await dense.around("4", range: 1)?.map(\.rank) == [2, 3, 4])
                #expect(try await sports.page(2, size: 2).map(\.rank) == [2, 4])
            }
        }

        @Test func `the part that one is above`() async throws {
            try await Place.hermetic.run { ground async throws in
                let board = try await filled(ground)
                #expect(try await board.percentile(of: "1") == 100)
                #expect(try await board.percentile(of: "6") == 0)
                #expect(try await board.percentile(of: "4") == 40)
                #expect(try await board.percentile(of: "nobody") == nil)
            }
        }

        @Test func `a board can be cut, and members described and removed`() async throws {
            try await Place.hermetic.run { ground async throws in
                let board = try await filled(ground)
                try await board.setData("Ada", of: "1")
                #expect(try await board.data(of: ["1", "2"]) == ["1": "Ada"])
                #expect(try await board.trim(to: 4) == 2)
                #expect(try await board.top().map(\.member) == ["1", "3", "2", "4"])
                #expect(try await board.remove("1"))
                #expect(try await board.data(of: ["1"]) == [:])
                #expect(try await !board.remove("1"))
            }
        }

        @Test func `each week has a board, which goes`() async throws {
            try await Place.hermetic.run { ground async throws in
                let monday: Int64 = 1_700_438_400_000
                let board = Leaderboard.ofWeek(ground.context, at: monday)
                try await board.update("a", score: 1)
                #expect(try await board.increment("a", by: 2) == 3)
                #expect(Leaderboard.ofWeek(ground.context, at: monday + 604_799_999).key == board.key)
                #expect(Leaderboard.ofWeek(ground.context, at: monday - 1).key != board.key)
                #expect(
                    try await ground.client.send(.lifetime(of: board.key)) == .limited(.seconds(35 * 86_400)))
            }
        }

        @Test func `whole scores are exact where they can be`() async throws {
            try await Place.hermetic.run { ground async throws in
                let board = Leaderboard(ground.context)
                try await board.update("a", score: 9_007_199_254_740_992)
                #expect(try await board.score(of: "a") == 9_007_199_254_740_992)
                #expect(try await board.top().first?.member == "a")
            }
        }
    }

    @Suite struct PipelineTests {
        @Test(arguments: Place.all) func `each command has its result`(_ place: Place) async throws {
            try await place.run { ground async throws in
                let client = ground.client
                try await client.send(.set("user:42:profile", to: "Ada"))
                try await client.send(
                    .setScores([KVScored("a", 1), KVScored("b", 2)], in: "user:42:notifications"))
                try await client.send(.setFields(["posts": 3], of: "user:42:stats"))
                for atomically in [false, true] {
                    var pipeline = Pipeline()
                    let profile = pipeline.add(.get("user:42:profile"))
                    let settings = pipeline.add(.get("user:42:settings"))
                    let newest = pipeline.add(
                        .ranks(of: "user:42:notifications", through: 4, fromHighest: true))
                    let wrong = pipeline.add(KVCommand<Int>.increment("user:42:profile"))
                    let stats = pipeline.add(.fields(of: "user:42:stats"))
                    let results = try await pipeline.run(on: client, atomically: atomically)
                    #expect(try results[profile].get() == "Ada")
                    #expect(try results[settings].get() == nil)
                    #expect(try results[newest].get().map(\.member) == ["b", "a"])
                    #expect(throws: KVError.self) { try results[wrong].get() }
                    #expect(try results[stats].get()["posts"] == "3")
                }
            }
        }

        @Test func `many are sent in parts`() async throws {
            try await Place.hermetic.run { ground async throws in
                let counters = Dictionary(uniqueKeysWithValues: (0..<2500).map { (KVString("c:\($0)"), $0) })
                let results = try await ground.client.increment(counters)
                #expect(results.count == 2500)
                #expect(try results["c:2499"]?.get() == 2499)
            }
        }

        @Test func `a connection that breaks is the result of what has none`() async throws {
            try await Place.hermetic.run { ground async throws in
                var pipeline = Pipeline()
                let slot = pipeline.add(KVCommand<Int>.increment("a"))
                ground.server?.stop()
                let results = try await pipeline.run(on: ground.client)
                #expect(throws: KVError.self) { try results[slot].get() }
            }
        }
    }
}
