// The fields and values of an entry that is to be added, where they are: among the words of its command.

import RESP

/// The words of an entry, fields and values in turn.
struct StreamWords {
    private let words: RequestWords

    /// The words from an index of a call's arguments to the end.
    init(of call: borrowing Call, from index: Int) { words = RequestWords(of: call, from: index) }

    /// All words of a list.
    init(_ words: RequestWords) { self.words = words }

    /// The number of pairs.
    var fieldCount: Int { words.count / 2 }

    func field(_ index: Int) -> ByteView { words[index * 2] }

    func value(_ index: Int) -> ByteView { words[index * 2 + 1] }

    /// The bytes of all words.
    var byteCount: Int { (0..<words.count).reduce(0) { $0 + words[$1].count } }
}
