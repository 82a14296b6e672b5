import RESP
import Testing

@testable import KVGateway

/// What a request became: its commands' arguments, or what is said against them.
enum Row: Equatable, CustomStringConvertible {
    case command([[UInt8]])
    case refused(String)

    static func words(_ words: String...) -> Row { .command(words.map { Array($0.utf8) }) }

    var description: String {
        switch self {
        case .command(let arguments): "\(arguments.map { String(decoding: $0, as: UTF8.self) })"
        case .refused(let text): "refused: \(text)"
        }
    }
}

/// The ways into the encoder.
enum BodyKind {
    case command
    case pipeline
    case transaction

    func rows(_ body: [UInt8], largest: Int = .max) throws(RESTError) -> [Row] {
        var commands = RESTCommands()
        commands.largestCommand = largest
        try read(body, into: &commands)
        return commands.rows
    }

    func rows(_ body: String, largest: Int = .max) throws(RESTError) -> [Row] {
        try rows(Array(body.utf8), largest: largest)
    }

    func read(_ body: [UInt8], into commands: inout RESTCommands) throws(RESTError) {
        try body.withByteView { view throws(RESTError) in
            switch self {
            case .command: try commands.readCommand(view)
            case .pipeline: try commands.readPipeline(view)
            case .transaction: try commands.readTransaction(view)
            }
        }
    }

    /// The text and status of the error that a body gives; nil when it gives none.
    func error(_ body: String, largest: Int = .max) -> RESTError? {
        do {
            _ = try rows(body, largest: largest)
            return nil
        } catch {
            return error
        }
    }
}

extension RESTCommands {
    /// The commands as the engine's own parser reads them.
    var rows: [Row] {
        items.map { item in
            switch item {
            case .refused(let error): .refused(error.text)
            case .command(let range):
                .command(RESTCommands.arguments(bytes.view[range]))
            }
        }
    }

    private static func arguments(_ request: ByteView) -> [[UInt8]] {
        var parser = RequestParser()
        let step = parser.next(request)
        #expect(step == .command(length: request.count))
        return (0..<parser.arguments.count).map { [UInt8](parser.arguments.view($0, in: request)) }
    }
}

extension RESTTarget {
    /// Reads a target, runs `body` and forgets it.
    static func reading<R>(_ target: String, _ body: (RESTTarget) throws -> R) rethrows -> R {
        try Array(target.utf8).withByteView { try body(RESTTarget($0)) }
    }
}
