// Commands as HTTP requests. Text goes as JSON. JSON holds no other bytes, so a command with any is sent by its path,
// where they can be percent-encoded, with the last word as the body.

import Foundation
import KVClient

/// What one HTTP request asks for.
struct RESTMessage {
    enum Form {
        case command, pipeline, transaction
    }

    let form: Form
    let requests: [KVRequest]
    /// Behind the server's address.
    let path: String
    let body: [UInt8]

    var isTransaction: Bool { form == .transaction }

    /// Whether it may run twice.
    var isHarmless: Bool { requests.allSatisfy { CommandTraits.of($0).contains(.repeatable) } }

    private init(_ form: Form, _ requests: [KVRequest], path: String, body: [UInt8]) {
        self.form = form
        self.requests = requests
        self.path = path
        self.body = body
    }

    /// The messages that commands take, in order.
    static func messages(for requests: [KVRequest], limit: Int) throws(KVError) -> [RESTMessage] {
        var messages: [RESTMessage] = []
        var batch: [KVRequest] = []
        for request in requests {
            try check(request)
            guard request.isText else {
                try append(batch, to: &messages)
                batch = []
                messages.append(try binary(request))
                continue
            }
            batch.append(request)
            if batch.count == limit {
                try append(batch, to: &messages)
                batch = []
            }
        }
        try append(batch, to: &messages)
        return messages
    }

    static func transaction(_ requests: [KVRequest]) throws(KVError) -> RESTMessage {
        for request in requests {
            try check(request)
            guard request.isText else {
                throw KVError(.unsupported, "a transaction over REST carries text only")
            }
        }
        return RESTMessage(.transaction, requests, path: "/multi-exec", body: try json(requests.map(\.texts)))
    }

    private static func check(_ request: KVRequest) throws(KVError) {
        if let problem = request.pairingProblem { throw problem }
        guard !CommandTraits.of(request).contains(.stateful) else {
            throw KVError(.unsupported, "'\(request.name)' changes a connection, and REST has none")
        }
    }

    private static func append(_ batch: [KVRequest], to messages: inout [RESTMessage]) throws(KVError) {
        guard let first = batch.first else { return }
        if batch.count == 1 {
            messages.append(RESTMessage(.command, batch, path: "/", body: try json(first.texts)))
        } else {
            messages.append(
                RESTMessage(.pipeline, batch, path: "/pipeline", body: try json(batch.map(\.texts))))
        }
    }

    private static func binary(_ request: KVRequest) throws(KVError) -> RESTMessage {
        guard request.words.count > 1, !request.words.contains(where: \.isEmpty) else {
            throw KVError(.unsupported, "empty words beside such that are no text cannot be sent over REST")
        }
        let segments = request.words.dropLast().map { PercentCoding.encode($0) }
        return RESTMessage(
            .command, [request], path: "/" + segments.joined(separator: "/"), body: request.words.last ?? [])
    }

    private static func json(_ value: some Encodable) throws(KVError) -> [UInt8] {
        do {
            return Array(try JSONEncoder().encode(value))
        } catch {
            throw KVError(.unsupported, "the command cannot be written as JSON")
        }
    }
}

extension KVRequest {
    fileprivate var isText: Bool { words.allSatisfy { String(validating: $0, as: UTF8.self) != nil } }

    fileprivate var texts: [String] { words.map { String(decoding: $0, as: UTF8.self) } }
}
