// The commands that run scripts and functions, and those that keep them.

extension Command {
    static let scripting: [Command] = [
        .eval, .evalReadOnly, .evalsha, .evalshaReadOnly, .script, .fcall, .fcallReadOnly, .function,
    ]
}
