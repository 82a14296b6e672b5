// Sessions: how long they live, and who can end them.

import HermeticKV
import KVCaching
import KVClient
import Testing

extension PatternTests {
    @Suite struct SessionTests {
        @Test(arguments: Place.all) func `a session lives on while it is used`(_ place: Place) async throws {
            try await place.run { ground async throws in
                let sessions = SessionStore(ground.context)
                let session = try await sessions.create(for: "42", values: ["theme": "dark"])
                #expect(session.id.count == 36)
                let key = SessionStore.key(of: session.id)
                #expect(try await ground.client.send(.lifetime(of: key)) == .limited(.seconds(604_800)))
                ground.advance(.seconds(6 * 86_400))
                let used = try #require(try await sessions.get(session.id))
                #expect(used.values == ["theme": "dark"] && used.userID == "42")
                #expect(used.lastActivity == session.createdAt + 6 * 86_400_000)
                #expect(try await ground.client.send(.lifetime(of: key)) == .limited(.seconds(604_800)))
                ground.advance(.seconds(7 * 86_400 + 1))
                #expect(try await sessions.get(session.id) == nil)
            }
        }

        @Test(arguments: Place.all) func `no session lives for ever`(_ place: Place) async throws {
            try await place.run { ground async throws in
                let sessions = SessionStore(ground.context, absoluteLifetime: .seconds(10 * 86_400))
                let session = try await sessions.create(for: "42")
                ground.advance(.seconds(5 * 86_400))
                #expect(try await sessions.get(session.id) != nil)
                let life = try await ground.client.send(.lifetime(of: SessionStore.key(of: session.id)))
                #expect(life == .limited(.seconds(5 * 86_400)))
                ground.advance(.seconds(5 * 86_400 + 1))
                #expect(try await sessions.get(session.id) == nil)
            }
        }

        @Test(arguments: Place.all) func `a change does not bring back what was ended`(_ place: Place)
            async throws
        {
            try await place.run { ground async throws in
                let sessions = SessionStore(ground.context)
                let session = try await sessions.create(for: "42")
                let changed = try await sessions.update(session.id) { $0["cart"] = "3" }
                #expect(changed?.values == ["cart": "3"])
                #expect(try await sessions.destroy(session.id))
                #expect(try await sessions.update(session.id) { $0["cart"] = "4" } == nil)
                #expect(try await ground.client.send(.exists(SessionStore.key(of: session.id))) == false)
                #expect(try await !sessions.destroy(session.id))
            }
        }

        @Test(arguments: Place.all) func `changes at the same time are all kept`(_ place: Place) async throws
        {
            try await place.run { ground async throws in
                let sessions = SessionStore(ground.context)
                let id = try await sessions.create(for: "42").id
                try await atOnce(10) { index in _ = try await sessions.update(id) { $0["\(index)"] = "x" } }
                #expect(try await sessions.get(id)?.values.count == 10)
            }
        }

        @Test(arguments: Place.all) func `login changes the id`(_ place: Place) async throws {
            try await place.run { ground async throws in
                let sessions = SessionStore(ground.context)
                let before = try await sessions.create(for: "guest", values: ["cart": "3"])
                let after = try #require(try await sessions.regenerate(before.id, for: "42"))
                #expect(after.id != before.id && after.userID == "42" && after.values == before.values)
                #expect(try await sessions.get(before.id) == nil)
                #expect(try await sessions.list(of: "guest") == [])
                #expect(try await sessions.list(of: "42").map(\.id) == [after.id])
                #expect(try await sessions.regenerate(before.id) == nil)
            }
        }

        @Test(arguments: Place.all) func `all sessions of a user can be ended`(_ place: Place) async throws {
            try await place.run { ground async throws in
                let sessions = SessionStore(ground.context)
                var ids: [String] = []
                for _ in 0..<3 { ids.append(try await sessions.create(for: "42").id) }
                let other = try await sessions.create(for: "43").id
                #expect(Set(try await sessions.list(of: "42").map(\.id)) == Set(ids))
                #expect(try await sessions.destroyAll(of: "42", except: ids[0]) == 2)
                #expect(try await sessions.list(of: "42").map(\.id) == [ids[0]])
                #expect(try await sessions.get(other) != nil)
                ground.advance(.seconds(8 * 86_400))
                #expect(try await sessions.list(of: "42") == [])
            }
        }

        @Test func `a use is written down once a minute at most`() async throws {
            try await Place.hermetic.run { ground async throws in
                let sessions = SessionStore(ground.context)
                let id = try await sessions.create(for: "42").id
                let server = try #require(ground.server)
                let sets = server.journal.count(of: "SET")
                for _ in 0..<10 { _ = try await sessions.get(id) }
                #expect(server.journal.count(of: "SET") == sets)
                ground.advance(.seconds(60))
                for _ in 0..<10 { _ = try await sessions.get(id) }
                #expect(server.journal.count(of: "SET") == sets + 1)
            }
        }

        @Test func `sessions of the documents' code are read`() async throws {
            try await Place.hermetic.run { ground async throws in
                ground.server?["session:x"] =
                    #"{"userId":42,"createdAt":1700000000000,"lastActivity":1700000000000}"#
                let session = try await SessionStore(ground.context).get("x")
                #expect(session?.userID == "42")
                ground.server?["session:y"] = "junk"
                #expect(try await SessionStore(ground.context).get("y") == nil)
            }
        }

        @Test func `the cookie is kept as long as the session, and out of scripts' reach`() {
            var cookie = SessionCookie()
            #expect(
                cookie.header(for: "abc", lifetime: .seconds(604_800))
                    == "session=abc; Path=/; Max-Age=604800; HttpOnly; SameSite=Lax; Secure")
            cookie.isSecure = false
            #expect(cookie.removal == "session=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax")
        }
    }
}
