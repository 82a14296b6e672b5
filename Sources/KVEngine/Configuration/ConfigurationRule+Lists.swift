// The parameters whose text is a list: save points, output buffer limits, OOM scores, percentiles.

import RESP

extension ConfigurationRule {
    /// `save`: pairs of seconds and changes; an empty text for none.
    static let savePoints = ConfigurationRule.custom { text throws(ConfigurationRefusal) in
        let words = fields(of: text)
        let refusal = ConfigurationRefusal("Invalid save parameters")
        guard words.count.isMultiple(of: 2) else { throw refusal }
        for (index, word) in words.enumerated() {
            let least: Int64 = index.isMultiple(of: 2) ? 1 : 0
            guard let number = IntegerText.parse(word), number >= least else { throw refusal }
        }
        return ConfigurationValue([UInt8](text))
    }

    /// `oom-score-adj-values`: three numbers.
    static let scoreAdjustments = ConfigurationRule.custom { text throws(ConfigurationRefusal) in
        let words = fields(of: text)
        guard words.count == 3 else { throw ConfigurationRefusal("wrong number of arguments") }
        for word in words {
            guard let number = IntegerText.parse(word), (-2000...2000).contains(number) else {
                throw ConfigurationRefusal(
                    "Invalid oom-score-adj-values, elements must be between -2000 and 2000.")
            }
        }
        return ConfigurationValue([UInt8](text))
    }

    /// `latency-tracking-info-percentiles`: numbers from 0 to 100.
    static let percentiles = ConfigurationRule.custom { text throws(ConfigurationRefusal) in
        var numbers: [String] = []
        for word in fields(of: text) {
            guard let number = DoubleText.parse(word) else {
                throw ConfigurationRefusal("Invalid latency-tracking-info-percentiles parameters")
            }
            guard (0...100).contains(number) else {
                throw ConfigurationRefusal(
                    "latency-tracking-info-percentiles parameters should sit between [0.0,100.0]")
            }
            numbers.append(number == number.rounded() ? String(Int(number)) : String(number))
        }
        return ConfigurationValue(Array(numbers.joined(separator: " ").utf8))
    }

    /// `notify-keyspace-events`: letters.
    static let notificationClasses = ConfigurationRule.custom { text throws(ConfigurationRefusal) in
        guard let classes = NotificationClasses(text) else {
            throw ConfigurationRefusal("Invalid event class character. Use 'Ag$lshzxeKEtmdn'.")
        }
        return ConfigurationValue(Array(classes.text.utf8), number: Int64(classes.rawValue))
    }

    /// `client-output-buffer-limit`: class, hard limit, soft limit and seconds, for one class or more.
    static let outputBufferLimits = ConfigurationRule.custom { text throws(ConfigurationRefusal) in
        _ = try ClientOutputBufferLimits().changed(by: text)
        return ConfigurationValue([UInt8](text))
    }

    /// `repl-backlog-size`: Redis keeps 16 KiB at least.
    static let backlogSize = ConfigurationRule.custom { text throws(ConfigurationRefusal) in
        let value = try ConfigurationRule.memory(1...UInt64(Int64.max)).read(text)
        return ConfigurationValue(number: max(16 << 10, value.number))
    }

    /// `bind`: sixteen addresses at most.
    static let addresses = ConfigurationRule.custom { text throws(ConfigurationRefusal) in
        guard fields(of: text).count <= 16 else {
            throw ConfigurationRefusal("Too many bind addresses specified.")
        }
        return ConfigurationValue([UInt8](text))
    }

    /// The parts of a text between single spaces; none for an empty text.
    static func fields(of text: ByteView) -> [ByteView] {
        guard !text.isEmpty else { return [] }
        var fields: [ByteView] = []
        var start = 0
        for index in 0..<text.count where text[index] == 32 {
            fields.append(text[start..<index])
            start = index + 1
        }
        fields.append(text[start..<text.count])
        return fields
    }
}
