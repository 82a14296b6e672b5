// Scripts with which shells complete kvtool's commands and flags. They are made of the same tables that parse the command
// line, so that they cannot say anything else.

import KVToolSupport

/// Completions for shells.
enum Completions {
    private static let shells = ["bash", "zsh", "fish"]

    /// The script for the shell that the arguments name.
    static func script(_ arguments: [String]) throws(UsageError) -> String {
        guard arguments.count == 1, let shell = arguments.first, shells.contains(shell) else {
            throw UsageError("completions needs one of bash, zsh and fish, as in kvtool completions bash")
        }
        switch shell {
        case "bash": return bash
        case "zsh": return zsh
        default: return fish
        }
    }

    /// Beside those that are commands of their own.
    private static let words: [(name: String, summary: String)] =
        KVTool.commands.map { ($0.name, $0.interface.summary) } + [
            ("completions", "Prints a script for the shell."), ("help", "Prints the flags of a command."),
        ]

    // MARK: Bash

    private static var bash: String {
        let cases = KVTool.commands.map { command in
            "        \(command.name)) words=\"\(command.interface.flags.map { "--\($0.name)" }.joined(separator: " "))\" ;;"
        }
        return """
            # Completions of kvtool for bash.
            _kvtool() {
                local current=${COMP_WORDS[COMP_CWORD]} words=
                if [[ $COMP_CWORD -eq 1 ]]; then
                    words="\(words.map(\.name).joined(separator: " ")) --help --version"
                else
                    case ${COMP_WORDS[1]} in
            \(cases.joined(separator: "\n"))
                    completions) words="\(shells.joined(separator: " "))" ;;
                    help) words="\(KVTool.commands.map(\.name).joined(separator: " "))" ;;
                    esac
                fi
                COMPREPLY=($(compgen -W "$words" -- "$current"))
            }
            complete -o default -F _kvtool kvtool

            """
    }

    // MARK: Zsh

    private static var zsh: String {
        let cases = KVTool.commands.map { command in
            let flags = command.interface.flags.map { "            \(zshFlag($0))" }
            return "        \(command.name)) _arguments \\\n\(flags.joined(separator: " \\\n")) ;;"
        }
        return """
            #compdef kvtool
            # Completions of kvtool for zsh.
            _kvtool() {
                local -a commands=(
            \(words.map { "        \(quoted("\(escaped($0.name)):\($0.summary)"))" }.joined(separator: "\n"))
                )
                if (( CURRENT == 2 )); then
                    _describe command commands
                    return
                fi
                local command=$words[2]
                shift words
                (( CURRENT-- ))
                case $command in
            \(cases.joined(separator: "\n"))
                    completions) _values shell \(shells.joined(separator: " ")) ;;
                    help) _describe command commands ;;
                esac
            }
            compdef _kvtool kvtool

            """
    }

    /// `'*--url=[help]:url:'`
    private static func zshFlag(_ flag: Flag) -> String {
        let star = flag.isRepeated ? "*" : ""
        let value = flag.placeholder.map { ":\(escaped($0)):" } ?? ""
        let sign = flag.takesValue ? "=" : ""
        return quoted("\(star)--\(flag.name)\(sign)[\(bracketed(flag.help))]\(value)")
    }

    private static func bracketed(_ text: String) -> String {
        text.map { "[]\\".contains($0) ? "\\\($0)" : String($0) }.joined()
    }

    private static func escaped(_ text: String) -> String {
        text.map { ":\\".contains($0) ? "\\\($0)" : String($0) }.joined()
    }

    // MARK: Fish

    private static var fish: String {
        let commands = words.map {
            "complete -c kvtool -f -n __fish_use_subcommand -a \($0.name) -d \(quoted($0.summary))"
        }
        let flags = KVTool.commands.flatMap { command in
            command.interface.flags.map { flag in
                "complete -c kvtool -n '__fish_seen_subcommand_from \(command.name)' -l \(flag.name)"
                    + "\(flag.takesValue ? " -r" : "") -d \(quoted(flag.help))"
            }
        }
        let shells =
            "complete -c kvtool -f -n '__fish_seen_subcommand_from completions' -a '\(shells.joined(separator: " "))'"
        return (["# Completions of kvtool for fish."] + commands + [shells] + flags).joined(separator: "\n")
            + "\n"
    }

    /// A word of a shell, whatever is in it.
    private static func quoted(_ text: String) -> String {
        "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }
}
