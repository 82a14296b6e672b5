// ACL RESTTOKEN: a command of Upstash's that Redis does not have. It answers with the token of a user, which then opens
// the REST interface with that user's rights.

import RESP

/// A request for a user's token.
struct UserTokenRequest {
    let user: [UInt8]
    let password: [UInt8]

    /// Reads a request in RESP; nil when it is another command.
    init?(_ request: ByteView) {
        let prefix: StaticString = "*4\r\n$3\r\nacl\r\n$9\r\nresttoken\r\n"
        let length = prefix.utf8CodeUnitCount
        guard request.count > length, request[0..<length].matches(prefix) else { return nil }
        var parser = RequestParser()
        guard case .command = parser.next(request), parser.arguments.count == 4 else { return nil }
        user = [UInt8](parser.arguments.view(2, in: request))
        password = [UInt8](parser.arguments.view(3, in: request))
    }

    /// What somebody is told who gives another password, or a user that there is not.
    var refusal: String {
        "ERR Wrong password or user \"\(String(decoding: user, as: UTF8.self))\" does not exist"
    }
}
