// Whose request it is. `X-Forwarded-For` is a list that anybody can begin as he likes; only what our own proxies have
// appended to it, from the right, can be believed.

/// The address of a client behind proxies.
public enum ClientAddress {
    /// The address to limit by.
    ///
    /// - Parameters:
    ///   - forwardedFor: the header `X-Forwarded-For`, as it came.
    ///   - trustedHops: how many proxies of one's own a request passes; each appends the address it got it from.
    ///   - peer: the address at the other end of the socket.
    /// - Returns: what the outermost of one's own proxies saw, or the peer when there are none, or when that is no address.
    public static func of(forwardedFor: String?, trustedHops: Int, peer: String) -> String {
        guard trustedHops > 0, let forwardedFor else { return peer }
        let addresses = forwardedFor.split(separator: ",", omittingEmptySubsequences: false)
        guard addresses.count >= trustedHops else { return peer }
        let address = addresses[addresses.count - trustedHops].trimmingSpaces
        return isIPv4(address) || isIPv6(address) ? address.lowercased() : peer
    }

    static func isIPv4(_ text: some StringProtocol) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4
            && parts.allSatisfy { part in
                1...3 ~= part.utf8.count && part.utf8.allSatisfy { 48...57 ~= $0 } && (Int(part) ?? 256) < 256
            }
    }

    static func isIPv6(_ text: some StringProtocol) -> Bool {
        let halves = text.split(separator: "::", omittingEmptySubsequences: false)
        guard text.utf8.count <= 45, text.contains(":"), 1...2 ~= halves.count else { return false }
        var groups = 0
        for (index, half) in halves.enumerated() where !half.isEmpty {
            let parts = half.split(separator: ":", omittingEmptySubsequences: false)
            for (position, part) in parts.enumerated() {
                let isEnd = index == halves.count - 1 && position == parts.count - 1
                if isEnd, part.contains("."), isIPv4(part) {
                    groups += 2
                } else if 1...4 ~= part.utf8.count, part.allSatisfy(\.isHexDigit) {
                    groups += 1
                } else {
                    return false
                }
            }
        }
        return halves.count == 2 ? groups < 8 : groups == 8
    }
}

extension StringProtocol {
    fileprivate var trimmingSpaces: String {
        String(drop { $0 == " " || $0 == "\t" }.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
    }
}
