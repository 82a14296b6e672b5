// The words of a request, one after another in one array: an array of arrays would take an allocation for each.

/// The words of a request.
package struct PackedWords: Sendable {
    /// The bytes of all words.
    package let bytes: [UInt8]
    /// Where each word ends in them.
    package let ends: [Int]

    /// - Parameters:
    ///   - bytes: the bytes of all words.
    ///   - ends: where each word ends in them; ends that are out of order, or not in `bytes`, trap when they are used.
    package init(_ bytes: [UInt8], ends: [Int]) { (self.bytes, self.ends) = (bytes, ends) }

    package init(_ words: [[UInt8]]) {
        var end = 0
        let ends = words.map { word in
            end += word.count
            return end
        }
        self.init(Array(words.joined()), ends: ends)
    }

    package var isEmpty: Bool { ends.isEmpty }
}
