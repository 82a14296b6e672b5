// What users mean to connections: who may do what, what is written down of refusals, and who is let go.

import RESP
import Testing

@testable import KVEngine

@Suite struct AccessTests {
    let redis = TestEngine()

    private func connect(as user: String = "ada", _ rules: String) -> TestEngine {
        #expect(redis("ACL SETUSER \(user) on nopass \(rules)") == "+OK\r\n")
        let other = redis.anotherClient()
        #expect(other("AUTH \(user) x") == "+OK\r\n")
        return other
    }

    @Test func `who may do everything is not asked`() {
        #expect(redis.client.modes.value.isTrusted)
        let ada = connect("+@all ~* &*")
        #expect(ada.client.modes.value.isTrusted)
        redis("ACL SETUSER ada -get")
        #expect(!ada.client.modes.value.isTrusted)
        redis("ACL SETUSER ada (+@all ~* &*)")
        #expect(ada.client.modes.value.isTrusted)
        redis("CONFIG SET requirepass secret")
        #expect(!redis.anotherClient().client.modes.value.isTrusted)
        #expect(redis.client.modes.value.isTrusted)
    }

    @Test func `a password is compared to its end, with each that the user has`() throws {
        var rules = UserRules(allChannels: false)
        rules.add(password: Array("one".utf8).withByteView { SHA256($0) }.bytes)
        rules.add(password: Array("two".utf8).withByteView { SHA256($0) }.bytes)
        func accepts(_ word: String) -> Bool { word.withByteView { rules.accept($0) } }
        #expect(!accepts("two"), "the user is off")
        rules.isEnabled = true
        #expect(accepts("one") && accepts("two") && !accepts("three") && !accepts(""))
    }

    @Test func `a refusal is kept with the client's line`() {
        let ada = connect("+client ~*")
        ada("CLIENT SETNAME app")
        #expect(ada("GET k") == "-NOPERM this user has no permissions to run the 'get' command\r\n")
        let entry = redis.engine.access.log.entries[0]
        #expect(entry.client.contains("name=app ") && entry.client.contains("cmd=get user=ada "))
        #expect(!entry.client.contains("\n"))
        #expect(redis("ACL LOG").contains(entry.client))
    }

    @Test func `the log keeps no more than it may`() {
        redis("CONFIG SET acllog-max-len 3")
        let ada = connect("+get")
        for key in 0..<20 { ada("GET k\(key)") }
        #expect(redis.engine.access.log.entries.map(\.object) == [19, 18, 17].map { Array("k\($0)".utf8) })
    }

    @Test func `a user that is removed is nobody's any longer`() {
        let ada = connect("+@all ~*")
        #expect(redis("ACL DELUSER ada") == ":1\r\n")
        #expect(ada.client.ending == .closeNow)
        #expect(ada.client.user === redis.engine.access.defaultUser && !ada.client.isAuthenticated)
    }

    @Test func `who removes itself is answered and closed`() {
        let ada = connect("+@all ~*")
        #expect(ada("ACL DELUSER ada") == ":1\r\n")
        #expect(ada.client.ending == .closeAfterReply)
    }

    @Test func `a listener that loses a channel is closed, itself after the answer`() {
        let ada = connect("+@all resetchannels &a &b")
        ada("HELLO 3")
        ada("SUBSCRIBE a")
        let other = redis.anotherClient()
        other("AUTH ada x")
        other("SUBSCRIBE b")
        #expect(ada("ACL SETUSER ada resetchannels &b") == "+OK\r\n")
        #expect(ada.client.ending == .closeAfterReply)
        #expect(other.client.ending == .stay)
    }

    @Test func `passwords made up are of the length asked for, and the same with the same seed`() {
        let password = redis("ACL GENPASS")
        #expect(password.hasPrefix("$64\r\n"))
        #expect(TestEngine()("ACL GENPASS") == password)
        #expect(redis("ACL GENPASS") != password)
        #expect(redis("ACL GENPASS 5").hasPrefix("$2\r\n"))
    }

    @Test func `a listener with few permissions is no listener for that alone`() {
        let ada = connect("+get ~*")
        #expect(!ada.client.isListener)
    }
}
