// The query of a target: options of the command (`?EX=100&NX` is EX 100 NX), and the token under `_token`, which
// is never an argument. Order is kept, and so is a value that is empty.

import RESP

/// The parameters of a query.
package struct RESTQuery {
    private let raw: ByteView

    init(_ raw: ByteView) {
        self.raw = raw
    }

    package var isEmpty: Bool { raw.isEmpty }

    /// The value of the first `_token`; nil when there is none.
    ///
    /// One whose escapes are broken counts with its bytes as they stand: it is a wrong token, not none.
    package var token: [UInt8]? {
        var rest = raw
        while let parameter = RESTParameter.next(of: &rest) {
            guard parameter.isToken else { continue }
            guard let value = parameter.value else { return [] }
            return (try? PercentText(value, isQuery: true).bytes) ?? [UInt8](value)
        }
        return nil
    }

    /// Passes on the arguments that the query adds to a command.
    func forEachArgument(_ body: (PercentText) -> Void) throws(RESTError) {
        var rest = raw
        while let parameter = RESTParameter.next(of: &rest) {
            guard !parameter.isToken else { continue }
            body(try PercentText(parameter.name, isQuery: true))
            if let value = parameter.value { body(try PercentText(value, isQuery: true)) }
        }
    }
}

/// One parameter, as it stands in the query.
private struct RESTParameter {
    let name: ByteView
    /// What is behind the equals sign; nil when there is none.
    let value: ByteView?

    /// Takes the next parameter off the front; nil when none is left.
    static func next(of rest: inout ByteView) -> RESTParameter? {
        while !rest.isEmpty {
            let end = index(of: UInt8(ascii: "&"), in: rest) ?? rest.count
            let parameter = rest[0..<end]
            rest = rest[min(end + 1, rest.count)..<rest.count]
            if !parameter.isEmpty { return RESTParameter(parameter) }
        }
        return nil
    }

    private init(_ parameter: ByteView) {
        let end = RESTParameter.index(of: UInt8(ascii: "="), in: parameter)
        name = parameter[0..<(end ?? parameter.count)]
        value = end.map { parameter[$0 + 1..<parameter.count] }
    }

    var isToken: Bool {
        if name == "_token" { return true }
        guard name.count > 6, let decoded = try? PercentText(name, isQuery: true) else { return false }
        return decoded.count == 6 && decoded.bytes == Array("_token".utf8)
    }

    private static func index(of byte: UInt8, in view: ByteView) -> Int? {
        var index = 0
        while index < view.count {
            if view[index] == byte { return index }
            index &+= 1
        }
        return nil
    }
}
