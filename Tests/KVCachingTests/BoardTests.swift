// Leaderboards on which who came first is ahead, and boards made of others.

import HermeticKV
import KVCaching
import KVClient
import Testing

extension PatternTests {
    @Suite struct BoardTests {
        @Test(arguments: Place.all) func `of equal scores the one that was reached first is ahead`(
            _ place: Place
        ) async throws {
            try await place.run { ground async throws in
                let board = Leaderboard(ground.context, ties: .firstCome)
                for member in ["cyd", "ada", "eve", "bob", "dan"] {
                    try await board.update(member, score: 5)
                }
                try await board.update("top", score: 9)
                try await board.update("end", score: 1)
                func names(_ entries: [LeaderboardEntry]?) -> [String]? { entries?.map(\.member) }
                #expect(
                    names(try await board.top()) == ["top", "cyd", "ada", "eve", "bob", "dan", "end"])
                // Reached again it is no news; reached by another way it is.
                try await board.update("cyd", score: 5)
                #expect(try await board.increment("ada", by: 1) == 6)
                #expect(try await board.increment("ada", by: -1) == 5)
                #expect(
                    names(try await board.top()) == ["top", "cyd", "eve", "bob", "dan", "ada", "end"])
                // Pages that begin and end among equals.
                #expect(names(try await board.page(2, size: 2)) == ["eve", "bob"])
                #expect(try await board.page(2, size: 2).map(\.rank) == [3, 4])
                #expect(names(try await board.around("dan", range: 1)) == ["bob", "dan", "ada"])
                #expect(
                    names(try await board.around("top", range: 1, isFilled: true)) == ["top", "cyd", "eve"])
                #expect(try await board.rank(of: "ada") == 6)
                #expect(try await board.around("nobody") == nil)
                #expect(try await board.remove("cyd"))
                #expect(try await board.rank(of: "eve") == 2)
                #expect(try await Leaderboard(ground.context, "none", ties: .firstCome).top() == [])
            }
        }

        @Test(arguments: Place.all) func `those who come at once get numbers of their own`(
            _ place: Place
        ) async throws {
            try await place.run { ground async throws in
                let board = Leaderboard(ground.context, ties: .firstCome)
                try await atOnce(20) { try await board.update("m\($0)", score: 1) }
                let numbers = try await ground.client.send("HVALS", "leaderboard:global:order").elements
                #expect(Set(numbers?.compactMap(\.integer) ?? []) == Set(1...20))
            }
        }

        @Test(arguments: Place.all) func `boards are merged`(_ place: Place) async throws {
            try await place.run { ground async throws in
                let (north, south) = (
                    Leaderboard(ground.context, "north"), Leaderboard(ground.context, "south")
                )
                try await north.update("ada", score: 3)
                try await north.update("bob", score: 5)
                try await south.update("ada", score: 4)
                let all = Leaderboard(ground.context, "all")
                #expect(try await all.replace(byMerging: ["north", "south"]) == 2)
                #expect(try await all.score(of: "ada") == 7)
                try await all.replace(byMerging: ["north", "south"], .max)
                #expect(try await all.score(of: "ada") == 4)
                try await all.replace(byMerging: ["north", "south"], .min)
                #expect(try await all.score(of: "ada") == 3)
                #expect(try await all.replace(byMerging: []) == 0)
                #expect(try await all.count() == 0)
            }
        }
    }
}
