// What a client has queued since MULTI, and where it stands between MULTI and EXEC. The queue keeps copies: the
// input that the arguments were read from is gone when EXEC comes.

import RESP

/// The commands that wait for EXEC.
struct Transaction {
    /// One of them, past its arity and its other gates.
    struct QueuedCommand {
        let id: CommandID
        /// The index of its first argument that is not its name.
        let next: Int
        /// All its arguments, one after the other.
        let bytes: [UInt8]
        let lengths: [Int]
    }

    private(set) var commands: [QueuedCommand] = []
    /// Those flags of the commands that EXEC answers for.
    private var flags: CommandFlags = []
    /// Those flags that EXEC loses because a command of the queue lacks them.
    private var missing: CommandFlags = []
    /// The bytes of the queue, as CLIENT LIST's `multi-mem` counts them.
    private(set) var bytes = 0
    /// The command that EXEC goes on with, once it has begun.
    var position: Int?

    /// What EXEC takes over from the commands it runs: it is refused, or has to wait, if one of them would be.
    private static let inherited: CommandFlags = [.write, .denyOOM, .mayReplicate]
    /// The bytes of a pointer, which Redis counts for each argument.
    private static let pointer = 8

    /// EXEC's flags with those of the queue.
    func flagsOfExec(_ own: CommandFlags) -> CommandFlags { own.union(flags).subtracting(missing) }

    mutating func append(_ command: QueuedCommand, _ flags: CommandFlags) {
        commands.append(command)
        self.flags.formUnion(flags.intersection(Transaction.inherited))
        if !flags.contains(.stale) { missing.insert(.stale) }
        bytes += command.bytes.count + command.lengths.count * Transaction.pointer
    }
}

extension Transaction {
    /// Where a client stands.
    struct Progress: OptionSet, BitwiseCopyable {
        let rawValue: UInt8

        /// MULTI was sent; commands are queued.
        static let open = Progress(rawValue: 1)
        /// A command could not be queued: EXEC will be an error.
        static let failed = Progress(rawValue: 2)
        /// A watched key was changed: EXEC will do nothing.
        static let touched = Progress(rawValue: 4)
    }
}

extension Transaction.QueuedCommand {
    /// A copy of the command in a call.
    init(_ call: borrowing Call) {
        var bytes: [UInt8] = []
        var lengths: [Int] = []
        for index in 0..<call.argumentCount {
            let argument = call.argument(index)
            bytes += [UInt8](argument)
            lengths.append(argument.count)
        }
        (self.bytes, self.lengths) = (bytes, lengths)
        (id, next) = (call.id, call.next)
    }

    /// Puts the arguments where a call looks for them, as ranges into `bytes`.
    func list(in arguments: ArgumentList) {
        arguments.reset()
        var offset = 0
        for length in lengths {
            arguments.append(offset: offset, length: length)
            offset += length
        }
    }
}
