// `client-output-buffer-limit`: how much of its replies a client may leave unread before it is closed.

import RESP

/// The limits per class of client.
package struct ClientOutputBufferLimits: Equatable, Sendable {
    /// One class's limits; zero means none.
    package struct Limit: Equatable, Sendable {
        /// Bytes at which the client is closed at once.
        package var hard: Int
        /// Bytes at which it is closed after `seconds` above them.
        package var soft: Int
        package var seconds: Int
    }

    package var normal = Limit(hard: 0, soft: 0, seconds: 0)
    package var replica = Limit(hard: 256 << 20, soft: 64 << 20, seconds: 60)
    package var pubsub = Limit(hard: 32 << 20, soft: 8 << 20, seconds: 60)

    /// As CONFIG GET tells them.
    var text: String {
        [("normal", normal), ("slave", replica), ("pubsub", pubsub)]
            .map { "\($0) \($1.hard) \($1.soft) \($1.seconds)" }.joined(separator: " ")
    }

    /// The limits with those in `text` in their place.
    func changed(by text: ByteView) throws(ConfigurationRefusal) -> ClientOutputBufferLimits {
        let words = ConfigurationRule.fields(of: text)
        guard words.count.isMultiple(of: 4) else {
            throw ConfigurationRefusal("Wrong number of arguments in buffer limit configuration.")
        }
        var limits = self
        for start in stride(from: 0, to: words.count, by: 4) {
            guard let path = ClientOutputBufferLimits.path(of: words[start]) else {
                throw ConfigurationRefusal("Invalid client class specified in buffer limit configuration.")
            }
            limits[keyPath: path] = try ClientOutputBufferLimits.limit(words[start + 1..<start + 4])
        }
        return limits
    }

    private static func path(of word: ByteView) -> WritableKeyPath<Self, Limit>? {
        if word.matches("normal") { return \.normal }
        if word.matches("slave") || word.matches("replica") { return \.replica }
        return word.matches("pubsub") ? \.pubsub : nil
    }

    private static func limit(_ words: ArraySlice<ByteView>) throws(ConfigurationRefusal) -> Limit {
        let first = words.startIndex
        guard let hard = MemorySize.parse(words[first]), let soft = MemorySize.parse(words[first + 1]),
            let seconds = IntegerText.parse(words[first + 2]), seconds >= 0
        else {
            throw ConfigurationRefusal(
                "Error in hard, soft or soft_seconds setting in buffer limit configuration.")
        }
        return Limit(hard: Int(clamping: hard), soft: Int(clamping: soft), seconds: Int(seconds))
    }
}
