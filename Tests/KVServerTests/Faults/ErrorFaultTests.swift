// Errors instead of replies: their texts, what they leave as it was, and what they do to transactions.

import KVServer
import TestSupport
import Testing

@Suite struct ErrorFaultTests {
    let fixture: ServerFixture

    init() throws { fixture = try ServerFixture() }

    @Test(arguments: [
        ("LOADING", "LOADING Redis is loading the dataset in memory"),
        ("READONLY", "READONLY You can't write against a read only replica."),
        ("MASTERDOWN", "MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'."),
        ("OOM", "OOM command not allowed when used memory > 'maxmemory'."),
        ("BUSY", "BUSY Redis is busy running a script. You can only call SCRIPT KILL or SHUTDOWN NOSAVE."),
        ("NOAUTH", "NOAUTH Authentication required."),
        ("noperm", "NOPERM this user has no permissions to run the 'client|setname' command"),
        ("CLUSTERDOWN", "CLUSTERDOWN The cluster is down"),
        ("TRYAGAIN", "TRYAGAIN Multiple keys request during rehashing of slot"),
        ("MOVED 3999 127.0.0.1:6381", "MOVED 3999 127.0.0.1:6381"),
        ("ERR anything at all", "ERR anything at all"),
    ])
    func `an error is answered, the command does not run, and the connection goes on`(
        text: String, reply: String
    ) throws {
        let client = try fixture.client()
        let fault = try fixture.fault(["ERROR", text, "COMMAND", "client setname", "TIMES", "1"])
        #expect(try client.expect("CLIENT SETNAME a", "-\(reply)\r\n"))
        #expect(try client.expect("CLIENT GETNAME", "$-1\r\n"))
        #expect(try client.expect("CLIENT SETNAME a", "+OK\r\n"))
        #expect(fixture.server.hits(of: fault) == 1)
    }

    @Test func `a line break in a text does not make two replies`() throws {
        let client = try fixture.client()
        try fixture.fault(["ERROR", "ERR a\r\n+OK", "TIMES", "1"])
        #expect(try client.expect("PING", "-ERR a  +OK\r\n"))
    }

    @Test func `it counts as a rejected call and as an error`() throws {
        let client = try fixture.client()
        try fixture.fault("ERROR LOADING COMMAND get TIMES 1")
        #expect(try client.expect("GET k", "-LOADING Redis is loading the dataset in memory\r\n"))
        #expect(fixture.holds("INFO errorstats", "errorstat_LOADING:count=1"))
        #expect(
            fixture.holds(
                "INFO commandstats", "cmdstat_get:calls=0,usec=0,usec_per_call=0.00,rejected_calls=1"))
    }

    @Test func `a command that the server does not have can be met`() throws {
        let client = try fixture.client()
        try fixture.fault("ERROR BUSY COMMAND JSON.GET")
        #expect(
            try client.expect(
                "JSON.GET k",
                "-BUSY Redis is busy running a script. You can only call SCRIPT KILL or SHUTDOWN NOSAVE.\r\n")
        )
    }

    @Test func `no error is sent where the client wants no replies`() throws {
        let client = try fixture.client()
        try fixture.fault("ERROR LOADING COMMAND get")
        try client.send("CLIENT REPLY OFF\r\nGET k\r\nCLIENT REPLY ON\r\n")
        #expect(try client.readText(5) == "+OK\r\n")
    }

    // MARK: Transactions

    @Test func `a command that meets an error as it is queued fails the transaction`() throws {
        let client = try fixture.client()
        try fixture.fault("ERROR OOM COMMAND set TIMES 1")
        #expect(try client.expect("MULTI", "+OK\r\n"))
        #expect(try client.expect("SET k v", "-OOM command not allowed when used memory > 'maxmemory'.\r\n"))
        #expect(try client.expect("SET k v", "+QUEUED\r\n"))
        #expect(
            try client.expect("EXEC", "-EXECABORT Transaction discarded because of previous errors.\r\n"))
        #expect(fixture.holds("EXISTS k", "0"))
    }

    @Test func `EXEC that meets an error discards the transaction, and its commands meet nothing`() throws {
        let client = try fixture.client()
        let fault = try fixture.fault("ERROR LOADING COMMAND exec TIMES 1")
        #expect(try client.expect("MULTI", "+OK\r\n"))
        #expect(try client.expect("SET k v", "+QUEUED\r\n"))
        let refused =
            "-EXECABORT Transaction discarded because of: LOADING Redis is loading the dataset in memory\r\n"
        #expect(try client.expect("EXEC", refused))
        #expect(try client.expect("EXEC", "-ERR EXEC without MULTI\r\n"))
        #expect(fixture.server.hits(of: fault) == 1)
    }

    @Test func `EXEC is redirected as by a cluster's node, without EXECABORT`() throws {
        let client = try fixture.client()
        try fixture.fault(["ERROR", "MOVED 1 a:1", "COMMAND", "exec"])
        #expect(try client.expect("MULTI", "+OK\r\n"))
        #expect(try client.expect("SET k v", "+QUEUED\r\n"))
        #expect(try client.expect("EXEC", "-MOVED 1 a:1\r\n"))
        #expect(try client.expect("SET k v", "+OK\r\n"))
    }

    @Test func `a fault meets a command when it is queued, and not when EXEC runs it`() throws {
        let client = try fixture.client()
        #expect(try client.expect("MULTI", "+OK\r\n"))
        #expect(try client.expect("SET k v", "+QUEUED\r\n"))
        let fault = try fixture.fault("ERROR LOADING COMMAND set")
        #expect(try client.expect("EXEC", "*1\r\n+OK\r\n"))
        #expect(fixture.server.hits(of: fault) == 0)
    }

    @Test func `a lost EXEC has been executed all the same`() throws {
        let client = try fixture.client()
        try fixture.fault("EXECUTE-DISCONNECT COMMAND exec")
        try client.send("MULTI\r\nSET k v\r\nEXEC\r\n")
        #expect(try client.readToEnd() == "+OK\r\n+QUEUED\r\n")
        #expect(fixture.holds("EXISTS k", "1"))
    }
}
