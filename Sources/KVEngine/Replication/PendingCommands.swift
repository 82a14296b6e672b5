// What goes into the replication stream when the present command, or the present transaction, is over: those who
// follow get all of it or nothing.

import RESP

/// A word of a command that the server itself makes.
enum PropagatedWord {
    case text(StaticString)
    case bytes(ByteView)
    case number(Int64)
    case streamID(StreamID)
}

/// Commands on their way into the stream, as requests.
final class PendingCommands {
    private let buffer = ByteBuffer()
    /// The database of each, and where it ends.
    private var commands: [(database: Int, end: Int)] = []

    var count: Int { commands.count }
    var isEmpty: Bool { commands.isEmpty }
    /// The database of the first.
    var firstDatabase: Int { commands.first?.database ?? 0 }

    /// Adds a command of which `write` appends each word.
    func append(_ wordCount: Int, in database: Int, _ write: (RequestEncoder) -> Void) {
        let encoder = RequestEncoder(buffer: buffer)
        encoder.request(wordCount)
        write(encoder)
        commands.append((database, buffer.count))
    }

    func append(_ words: [PropagatedWord], in database: Int) {
        append(words.count, in: database) { encoder in
            for word in words {
                switch word {
                case .text(let text): encoder.argument(text)
                case .bytes(let view): encoder.argument(view)
                case .number(let number): encoder.argument(number)
                case .streamID(let id): id.text.withByteView { encoder.argument($0) }
                }
            }
        }
    }

    /// Hands out each command with its database.
    func forEach(_ body: (_ database: Int, _ request: ByteView) -> Void) {
        var start = 0
        for (database, end) in commands {
            body(database, buffer.view[start..<end])
            start = end
        }
    }

    func removeAll() {
        guard !commands.isEmpty else { return }
        commands.removeAll(keepingCapacity: true)
        buffer.removeAll()
        buffer.shrink(to: 1 << 16)
    }
}
