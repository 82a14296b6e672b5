// The address of a server as clients take it.

/// Writes `redis://` addresses.
package enum RedisURL {
    /// The address with the password, if there is one: `redis://:secret@127.0.0.1:6379`.
    package static func text(host: String, port: Int, password: String?) -> String {
        let user = password.map { ":\(percentEncoded($0))@" } ?? ""
        return "redis://\(user)\(host):\(port)"
    }

    /// What a URL's user and password may not hold as they are (RFC 3986, section 3.2.1).
    private static func percentEncoded(_ text: String) -> String {
        text.utf8.map { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
                UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                String(UnicodeScalar(byte))
            default: (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
            }
        }.joined()
    }
}
