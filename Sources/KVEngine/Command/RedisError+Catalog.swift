// Every error text that more than one command gives, once, with the condition that raises it. A text that a
// single command owns stands with that command.

import RESP

extension RedisError {
    // MARK: Values and types

    /// The key holds a value of another type.
    static var wrongType: RedisError {
        RedisError("WRONGTYPE Operation against a key holding the wrong kind of value")
    }

    /// A command that wants an existing key found none.
    static var noSuchKey: RedisError { RedisError("ERR no such key") }

    static var indexOutOfRange: RedisError { RedisError("ERR index out of range") }

    // MARK: Arguments

    /// An option is unknown, doubled or in conflict with another.
    static var syntax: RedisError { RedisError("ERR syntax error") }

    /// An argument or a stored value is no 64-bit integer.
    static var notAnInteger: RedisError { RedisError("ERR value is not an integer or out of range") }

    /// An argument or a stored value is no floating-point number.
    static var notAFloat: RedisError { RedisError("ERR value is not a valid float") }

    /// A count that may not be negative is.
    static var notPositive: RedisError { RedisError("ERR value is out of range, must be positive") }

    /// A count that may be negative is the one number that cannot be negated.
    static var countOutOfRange: RedisError {
        RedisError(
            "ERR value is out of range, value must between -9223372036854775807 and 9223372036854775807")
    }

    /// LIMIT of SINTERCARD or ZINTERCARD is negative.
    static var negativeLimit: RedisError { RedisError("ERR LIMIT can't be negative") }

    /// The number of keys in front of them is zero or less.
    static var keyCountNotPositive: RedisError { RedisError("ERR numkeys should be greater than 0") }

    static var valueOutOfRange: RedisError { RedisError("ERR value is out of range") }

    /// An increment would leave the range of 64-bit integers.
    static var overflow: RedisError { RedisError("ERR increment or decrement would overflow") }

    static var notANumberOrInfinite: RedisError {
        RedisError("ERR increment would produce NaN or Infinity")
    }

    /// A string would grow past `proto-max-bulk-len`.
    static var stringTooLong: RedisError {
        RedisError("ERR string exceeds maximum allowed size (proto-max-bulk-len)")
    }

    /// SCAN and its kin got a cursor that is no number.
    static var invalidCursor: RedisError { RedisError("ERR invalid cursor") }

    static var invalidStreamID: RedisError {
        RedisError("ERR Invalid stream ID specified as stream command argument")
    }

    /// A database number is outside `0..<databases`.
    static var databaseOutOfRange: RedisError { RedisError("ERR DB index is out of range") }

    /// An expiry is zero, negative or past the range of the clock.
    static func invalidExpire(in command: String) -> RedisError {
        RedisError("ERR invalid expire time in '\(command)' command")
    }

    /// A time to wait is no integer.
    static var timeoutNotAnInteger: RedisError {
        RedisError("ERR timeout is not an integer or out of range")
    }

    static var negativeTimeout: RedisError { RedisError("ERR timeout is negative") }

    // MARK: Gates

    static func wrongArity(of command: String) -> RedisError {
        RedisError("ERR wrong number of arguments for '\(command)' command")
    }

    /// A container's subcommand with arguments it does not take.
    static func subcommandSyntax(_ word: ByteView, of container: String) -> RedisError {
        .quoting(
            "ERR unknown subcommand or wrong number of arguments for '", word, "'. Try \(container) HELP.")
    }

    static var authenticationRequired: RedisError { RedisError("NOAUTH Authentication required.") }

    static var outOfMemory: RedisError {
        RedisError("OOM command not allowed when used memory > 'maxmemory'.")
    }

    /// A command for nodes of a cluster; this server never is one.
    static var clusterDisabled: RedisError { RedisError("ERR This instance has cluster support disabled") }

    /// A RESP2 client that is subscribed sent a command that it may not.
    static func subscribed(_ command: String) -> RedisError {
        RedisError(
            """
            ERR Can't execute '\(command)': only (P|S)SUBSCRIBE / (P|S)UNSUBSCRIBE / PING / QUIT / RESET are \
            allowed in this context
            """)
    }

    /// A replica, which a client that monitors counts as, sent a command about keys.
    static var replicaTouchesKeys: RedisError {
        RedisError("ERR Replica can't interact with the keyspace")
    }

    /// A command writes on a replica whose keys are its master's business.
    static var readOnlyReplica: RedisError {
        RedisError("READONLY You can't write against a read only replica.")
    }

    /// A command wants the present data of a replica that has lost its master.
    static var masterDown: RedisError {
        RedisError("MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'.")
    }

    /// A command writes while `min-replicas-to-write` asks for replicas.
    static var notEnoughReplicas: RedisError {
        RedisError("NOREPLICAS Not enough good replicas to write.")
    }
}
