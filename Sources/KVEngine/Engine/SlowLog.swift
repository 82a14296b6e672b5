// The commands that took long, for SLOWLOG: the latest of them, as many as `slowlog-max-len` says. A command is
// kept with the beginning of its words only, so that the log stays small whatever clients send.

import RESP

/// What SLOWLOG tells of.
final class SlowLog {
    /// A command that took long.
    struct Entry {
        let id: Int
        /// Unix seconds.
        let time: Int64
        let microseconds: Int
        let words: [[UInt8]]
        let address: String
        let name: [UInt8]
    }

    private static let mostWords = 32
    private static let mostBytes = 128

    /// The oldest first.
    private(set) var entries: ArraySlice<Entry> = []
    private var nextID = 0

    /// Keeps a command that has just run if it took long enough, and drops what is too much.
    func note(_ call: borrowing Call, microseconds: Int) {
        let settings = call.engine.settings
        guard settings.slowlogLogSlowerThan >= 0 else { return }
        if microseconds >= settings.slowlogLogSlowerThan { add(call, microseconds: microseconds) }
        while entries.count > settings.slowlogMaxLength { entries.removeFirst() }
    }

    private func add(_ call: borrowing Call, microseconds: Int) {
        entries.append(
            Entry(
                id: nextID, time: call.now / 1000, microseconds: microseconds, words: SlowLog.words(of: call),
                address: call.client.address, name: call.client.name))
        nextID += 1
    }

    /// Forgets the entries; their numbers go on.
    func removeAll() { entries = [] }

    // MARK: Words

    private static func words(of call: borrowing Call) -> [[UInt8]] {
        let request = RequestWords(of: call, from: 0)
        let secrets = call.engine.table.command(call.id).secretFinder?(request) ?? []
        // The last word of a long command says how many there are besides.
        let kept = request.count > mostWords ? mostWords - 1 : request.count
        var words = (0..<kept).map { index in
            secrets.contains(index) ? Array("(redacted)".utf8) : beginning(request[index])
        }
        if kept < request.count { words.append(Array("... (\(request.count - kept) more arguments)".utf8)) }
        return words
    }

    private static func beginning(_ word: ByteView) -> [UInt8] {
        guard word.count > mostBytes else { return [UInt8](word) }
        return [UInt8](word[0..<mostBytes]) + Array("... (\(word.count - mostBytes) more bytes)".utf8)
    }
}
