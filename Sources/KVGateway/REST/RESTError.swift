// What the gateway itself has to say to a request that it does not run, each text once, with its HTTP status.
// The texts are those of the real service where they are known, because applications show and match them; what
// the engine refuses has the engine's own text and is not here.

import RESP

/// Why a request, or one command of a pipeline, is not run.
package enum RESTError: Error, Equatable, Sendable {
    /// The token is missing or wrong.
    case unauthorized
    /// A body that should hold JSON holds nothing.
    case emptyBody
    /// The body is JSON, but no array.
    case notAnArray
    /// A command without a name.
    case emptyCommand
    /// A pipeline or transaction without commands.
    case emptyPipeline
    /// The body of `/` is no JSON.
    case malformedCommand
    /// The body of `/pipeline` or `/multi-exec` is no JSON, or a row of it is no array.
    case malformedPipeline
    /// An argument is null.
    case nullArgument
    /// An argument is an array or object; the byte is its opening bracket.
    case nestedArgument(UInt8)
    /// A command that needs a connection of its own; its name as the request spells it.
    case notAllowed(command: [UInt8])
    /// A path that the gateway serves itself, with too few or too many arguments.
    case wrongArity(command: StaticName)
    /// The arguments of a command, or its reply, have too many bytes.
    case tooBig(limit: Int, actual: Int)
    /// A percent sign in the target that two hexadecimal digits do not follow; what stands there instead.
    case badEscape([UInt8])
    /// The request target is neither a path nor a URL.
    case badTarget
    /// `Upstash-Response-Format` asks for something unknown.
    case unknownFormat([UInt8])
    /// RESP2 was asked for, and base64 as well.
    case encodedRESP

    /// The names that `wrongArity` is about.
    package enum StaticName: String, Sendable {
        case subscribe, psubscribe, monitor
    }

    /// The HTTP status where the error answers the whole request.
    package var status: Int {
        switch self {
        case .unauthorized: 401
        case .tooBig: 413
        default: 400
        }
    }

    /// Appends the whole body, `{"error":"…"}`.
    package func write(to buffer: ByteBuffer) {
        let text = ByteBuffer(capacity: 128)
        writeText(to: text)
        buffer.append("{\"error\":")
        JSONText.append(text.view, to: buffer)
        buffer.append(UInt8(ascii: "}"))
    }

    /// The text of the error, as a person reads it.
    package var text: String {
        let buffer = ByteBuffer(capacity: 128)
        writeText(to: buffer)
        return String(buffer.view)
    }
}

// MARK: - Texts

extension RESTError {
    /// Appends the text alone, which is also what a RESP error line holds.
    package func writeText(to buffer: ByteBuffer) {
        switch self {
        case .unauthorized:
            buffer.append("WRONGPASS invalid or missing auth token. ")
            buffer.append("See https://docs.upstash.com/redis/troubleshooting/http_unauthorized for details.")
        case .notAllowed(let command):
            buffer.append("ERR Command \"")
            buffer.append(command.map { $0 &- 0x61 < 26 ? $0 & 0xDF : $0 })
            buffer.append("\" is not allowed in REST or it has a special context path")
        case .wrongArity(let command):
            buffer.append("ERR wrong number of arguments for '\(command.rawValue)' command")
        case .tooBig(let limit, let actual):
            buffer.append("ERR max request size exceeded. Limit: \(limit) bytes, Actual: \(actual) bytes. ")
            buffer.append("See https://upstash.com/docs/redis/troubleshooting/max_request_size_exceeded")
            buffer.append(" for details")
        case .nestedArgument(let bracket):
            buffer.append("ERR unsupported arg type: \"")
            buffer.append(bracket)
            buffer.append("\": json.Delim")
        case .badEscape(let escape): append("ERR invalid URL escape \"", escape, to: buffer)
        case .unknownFormat(let format): append("ERR unsupported response format \"", format, to: buffer)
        default: buffer.append(fixedText)
        }
    }

    private func append(_ text: StaticString, _ quoted: [UInt8], to buffer: ByteBuffer) {
        buffer.append(text)
        buffer.append(quoted)
        buffer.append(UInt8(ascii: "\""))
    }

    /// The texts that hold nothing of the request.
    private var fixedText: StaticString {
        switch self {
        case .emptyBody: "EOF"
        case .notAnArray: "expected JSON array"
        case .emptyCommand: "ERR empty command"
        case .emptyPipeline: "ERR empty pipeline request"
        case .malformedCommand: "ERR failed to parse command"
        case .malformedPipeline: "ERR failed to parse pipeline request"
        case .nullArgument: "ERR null args are not supported"
        case .badTarget: "ERR invalid request target"
        case .encodedRESP: "ERR base64 encoding is not supported with the resp2 response format"
        default: "ERR"
        }
    }
}
