// Answers. Strings come in base64, because that was asked for: JSON alone would lose bytes that are no text. A status is
// the exception, and the only one that there is over REST: OK.

import Foundation
import KVClient

/// What came back.
struct HTTPAnswer {
    var status: Int
    var body: Data
}

extension RESTMessage {
    /// The replies to the commands.
    ///
    /// - Throws: `KVError`: what all of them were refused for, or that the answer is none.
    func replies(in answer: HTTPAnswer) throws(KVError) -> [Reply] {
        let value = try? JSONSerialization.jsonObject(with: answer.body, options: .fragmentsAllowed)
        if let items = value as? [Any], answer.status == 200, form != .command {
            guard items.count == requests.count else {
                throw RESTMessage.violation("there are \(items.count) answers to \(requests.count) commands")
            }
            return try RESTMessage.map(items) { item throws(KVError) in try RESTMessage.reply(item) }
        }
        guard let object = value as? [String: Any] else {
            // What stands between may answer in its own words: a proxy, say, which has not asked the server.
            throw KVError(
                .connectionLost, "the answer has status \(answer.status) and is none", isInDoubt: true)
        }
        if form == .command, answer.status == 200 || answer.status == 400 || answer.status == 413 {
            return [try RESTMessage.reply(object)]
        }
        throw RESTMessage.refusal(object, status: answer.status)
    }

    /// What everything in a request was refused for.
    static func refusal(_ object: [String: Any], status: Int) -> KVError {
        guard let line = object["error"] as? String else {
            return violation("the answer has status \(status) and no error")
        }
        if status >= 500 { return KVError(.connectionLost, line, isInDoubt: true) }
        let error = KVError(line: line)
        // Some servers only say that they do not know the token.
        return status == 401 && error.code != "WRONGPASS" ? KVError("WRONGPASS", line) : error
    }

    static func violation(_ text: String) -> KVError {
        KVError(.protocolViolation, text, isInDoubt: true)
    }

    /// `{"result": …}` or `{"error": …}`.
    private static func reply(_ item: Any) throws(KVError) -> Reply {
        guard let object = item as? [String: Any] else { throw violation("an answer is no object") }
        if let error = object["error"] as? String { return .error(error) }
        guard let result = object["result"] else { throw violation("an answer has no result") }
        if let text = result as? String, text == "OK" { return .status(text) }
        return try value(result, depth: 0)
    }

    private static func value(_ json: Any, depth: Int) throws(KVError) -> Reply {
        guard depth < 128 else { throw violation("an answer is nested too deeply") }
        switch json {
        case is NSNull: return .null
        case let text as String:
            guard let data = Data(base64Encoded: text) else { throw violation("a string is not in base64") }
            return .string(KVString(Array(data)))
        case let number as NSNumber:
            if let integer = Int64(exactly: number) { return .integer(integer) }
            return .double(number.doubleValue)
        case let items as [Any]:
            return .array(try map(items) { item throws(KVError) in try value(item, depth: depth + 1) })
        case let object as [String: Any]:
            guard let error = object["error"] as? String else { throw violation("a result is an object") }
            return .error(error)
        default: throw violation("a result is of no known kind")
        }
    }

    private static func map(
        _ items: [Any], _ transform: (Any) throws(KVError) -> Reply
    ) throws(KVError) -> [Reply] {
        var replies: [Reply] = []
        replies.reserveCapacity(items.count)
        for item in items { replies.append(try transform(item)) }
        return replies
    }
}
