import RESP
import Testing

@testable import KVGateway

@Suite struct RESTTokenTests {
    @Test(arguments: [
        ("Bearer t0k", "t0k"), ("bearer t0k", "t0k"), ("BEARER \t t0k ", "t0k"), ("t0k", "t0k"),
        (" t0k ", "t0k"), ("Bearert0k", "Bearert0k"), ("Bearer", "Bearer"), ("Bearer ", "Bearer"), ("", ""),
        ("Basic dTpw", "Basic dTpw"), ("Bearer a b", "a b"),
    ])
    func `a header field holds a token`(field: String, token: String) {
        let found = Array(field.utf8).withByteView { [UInt8](RESTToken.inAuthorization($0)) }
        #expect(String(decoding: found, as: UTF8.self) == token)
    }

    @Test(
        arguments: [
            ("/", nil, nil), ("/", "Bearer h", "h"), ("/?_token=q", nil, "q"),
            ("/?_token=q", "Bearer h", "q"),
            ("/?_token=", "Bearer h", ""),
        ] as [(String, String?, String?)])
    func `the token of the query wins`(target: String, field: String?, token: String?) {
        let shown = RESTTarget.reading(target) { target in
            field.map { Array($0.utf8).withByteView { RESTToken.shown(in: target.query, authorization: $0) } }
                ?? RESTToken.shown(in: target.query, authorization: nil)
        }
        #expect(shown == token.map { Array($0.utf8) })
    }

    @Test(arguments: [
        ("t0k", "t0k", true), ("t0k", "t0K", false), ("t0", "t0k", false), ("t0kt0k", "t0k", false),
        ("", "t0k", false), ("", "", false), ("t0k", "", false), ("\u{0}", "t", false),
    ])
    func `a token is right or wrong`(shown: String, expected: String, isRight: Bool) {
        let matches = Array(shown.utf8).withByteView { shown in
            Array(expected.utf8).withByteView { RESTToken.matches(shown, $0) }
        }
        #expect(matches == isRight)
    }

    @Test func `a wrong token is answered with 401`() {
        let buffer = ByteBuffer()
        RESTError.unauthorized.write(to: buffer)
        #expect(RESTError.unauthorized.status == 401)
        #expect(
            String(buffer.view) == """
                {"error":"WRONGPASS invalid or missing auth token. \
                See https://docs.upstash.com/redis/troubleshooting/http_unauthorized for details."}
                """)
    }

    @Test func `an error's text is escaped in its body`() {
        let buffer = ByteBuffer()
        RESTError.nestedArgument(UInt8(ascii: "[")).write(to: buffer)
        #expect(String(buffer.view) == #"{"error":"ERR unsupported arg type: \"[\": json.Delim"}"#)
    }

    @Test(
        arguments: [
            (nil, nil, .json), ("base64", nil, .base64), ("BASE64", "json", .base64), ("gzip", "JSON", .json),
            ("", "", .json), (nil, "resp2", .resp2), ("none", "RESP2", .resp2),
        ] as [(String?, String?, RESTFormat)])
    func `header fields choose the answer's form`(encoding: String?, format: String?, form: RESTFormat) throws
    {
        #expect(try Self.form(encoding, format) == form)
    }

    @Test func `an unknown form is refused, and base64 in RESP2`() {
        #expect(throws: RESTError.unknownFormat(Array("resp3".utf8))) { try Self.form(nil, "resp3") }
        #expect(throws: RESTError.encodedRESP) { try Self.form("base64", "resp2") }
    }

    private static func form(_ encoding: String?, _ format: String?) throws -> RESTFormat {
        try Array((encoding ?? "").utf8).withByteView { encodingView in
            try Array((format ?? "").utf8).withByteView { formatView in
                try RESTFormat(
                    encoding: encoding == nil ? nil : encodingView, format: format == nil ? nil : formatView)
            }
        }
    }
}
