// A command: one static value with everything there is to say about it, header and handler together. The
// table of these drives dispatch, arity, COMMAND, COMMAND DOCS, GETKEYS, statistics and the README's list.

/// A command of the server or a subcommand of a container such as CLIENT.
package struct Command: Sendable {
    /// Runs the command: reads arguments from the call, changes the keyspace, writes exactly one reply.
    ///
    /// A thrown error becomes the reply; anything already written of a reply is taken back.
    typealias Handler = @Sendable (inout Call) throws(RedisError) -> Void

    /// The lower-case name; a subcommand's own word, without its container's.
    package let name: StaticString
    /// The number of arguments with the name, in Redis's notation: negative means "at least".
    package let arity: Int
    package let flags: CommandFlags
    package let keys: [KeySpec]
    package let docs: Docs
    /// The ACL categories that its flags and its group do not imply.
    package let categories: [Category]
    /// Hints for clients and proxies, as COMMAND INFO prints them.
    package let tips: [StaticString]
    package let subcommands: [Command]
    /// Which of the arguments are channels.
    let channels: ChannelArguments?
    /// Finds the keys where the specifications cannot tell them.
    let keyFinder: KeyFinder?
    /// Finds the words that SLOWLOG does not keep, such as passwords.
    let secretFinder: SecretFinder?
    let run: Handler

    init(
        _ name: StaticString, arity: Int, _ flags: CommandFlags, keys: [KeySpec] = .none,
        channels: ChannelArguments? = nil, categories: [Category] = [], tips: [StaticString] = [],
        findingKeys keyFinder: KeyFinder? = nil,
        hiding secretFinder: SecretFinder? = nil, docs: Docs, run: @escaping Handler
    ) {
        self.name = name
        self.arity = arity
        self.flags = flags
        self.keys = keys
        self.docs = docs
        self.categories = categories
        self.tips = tips
        self.subcommands = []
        self.channels = channels
        self.keyFinder = keyFinder
        self.secretFinder = secretFinder
        self.run = run
    }

    /// A container: a command that holds subcommands, and by itself does nothing or what `run` says.
    init(
        container name: StaticString, arity: Int = -2, _ flags: CommandFlags = [],
        categories: [Category] = [], tips: [StaticString] = [], docs: Docs, subcommands: [Command],
        run: @escaping Handler = { _ throws(RedisError) in throw .syntax }
    ) {
        self.name = name
        self.arity = arity
        self.flags = flags
        self.keys = .none
        self.docs = docs
        self.categories = categories
        self.tips = tips
        self.subcommands = subcommands
        self.channels = nil
        self.keyFinder = nil
        self.secretFinder = nil
        self.run = run
    }
}
