// Requests of the REST interface as the JavaScript client sends them, and a connection that exchanges them for
// answers. Answers are looked at only so far: status 200, and as long as the values that the keys have make them.

import KVProcessSupport

/// A request in wire form.
struct RESTRequest {
    static let token = "kv-bench"
    /// An answer with the value of one key, in base64.
    private static let item = #"{"result":"eHh4"}"#

    let bytes: [UInt8]
    /// The length of the answer's body.
    let answerLength: Int

    /// A request for one key.
    init(_ command: [String]) {
        self.init(path: "/", body: RESTRequest.row(command), answerLength: RESTRequest.item.utf8.count)
    }

    /// A request for several keys.
    init(pipeline commands: [[String]]) {
        let rows = commands.map(RESTRequest.row).joined(separator: ",")
        self.init(
            path: "/pipeline", body: "[\(rows)]",
            answerLength: (RESTRequest.item.utf8.count + 1) * commands.count + 1)
    }

    private init(path: String, body: String, answerLength: Int) {
        let lines = [
            "POST \(path) HTTP/1.1", "host: 127.0.0.1", "connection: keep-alive",
            "Content-Type: application/json", "authorization: Bearer \(RESTRequest.token)",
            "Upstash-Encoding: base64", "upstash-sync-token: ", "accept: */*", "accept-language: *",
            "sec-fetch-mode: cors", "user-agent: node", "accept-encoding: gzip, deflate",
            "content-length: \(body.utf8.count)", "", body,
        ]
        bytes = Array(lines.joined(separator: "\r\n").utf8)
        self.answerLength = answerLength
    }

    /// Names and keys have nothing that JSON would escape.
    private static func row(_ command: [String]) -> String {
        "[" + command.map { "\"\($0)\"" }.joined(separator: ",") + "]"
    }
}

/// A connection to the REST interface.
final class RESTConnection {
    private let socket: LoopbackSocket
    private var buffer = Connection.makeBuffer()
    private var answer: [UInt8] = []

    init(port: UInt16) throws(ToolError) {
        guard let socket = LoopbackSocket.connected(to: port) else {
            throw ToolError("our server has no REST interface on port \(port)")
        }
        self.socket = socket
    }

    /// Sends a request and returns when it has been answered.
    func exchange(_ request: RESTRequest) throws(ToolError) {
        try socket.send(request.bytes)
        answer.removeAll(keepingCapacity: true)
        while true {
            let received = try socket.receive(into: &buffer)
            answer.append(contentsOf: buffer[..<received])
            guard let head = Self.headLength(answer) else { continue }
            guard answer.starts(with: "HTTP/1.1 200 ".utf8), answer.count <= head + request.answerLength
            else {
                throw ToolError("the server answered \(String(decoding: answer.prefix(500), as: UTF8.self))")
            }
            if answer.count == head + request.answerLength { return }
        }
    }

    /// The bytes of an answer up to its body; nil while the head is not whole.
    private static func headLength(_ bytes: [UInt8]) -> Int? {
        var index = 3
        while index < bytes.count {
            switch bytes[index] {
            case 10 where bytes[index - 2] == 10: return index + 1
            case 10, 13: index += 1
            // No line ends within two bytes before one that is of no line end.
            default: index += 2
            }
        }
        return nil
    }
}
