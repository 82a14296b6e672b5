// The HELP of a container command: the lines that say what its subcommands do.

import RESP

extension Call {
    /// Answers with a container's help: a heading, then each subcommand's form and, indented, what it does.
    func help(_ container: StaticString, _ lines: [(form: StaticString, text: StaticString)]) {
        reply.array(lines.count * 2 + 3)
        reply.simple("\(container) <subcommand> [<arg> ...]. Subcommands are:")
        for (form, text) in lines {
            reply.simple(form)
            reply.simple("    \(text)")
        }
        reply.simple("HELP")
        reply.simple("    Show this text.")
    }

    /// Answers with a container's help, whose lines between the heading and HELP are given one by one.
    func help(_ container: StaticString, lines: [StaticString]) {
        reply.array(lines.count + 3)
        reply.simple("\(container) <subcommand> [<arg> ...]. Subcommands are:")
        for line in lines { reply.simple(line) }
        reply.simple("HELP")
        reply.simple("    Show this text.")
    }
}
