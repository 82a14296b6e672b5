// MONITOR: a connection sees every command that the server runs, as a line with the time, the database, the
// client's address and the arguments. The commands of administration are not shown, nor are passwords.
//
// A monitor counts as a replica in Redis: it may not touch keys, and no pause holds it.

import RESP

extension Command {
    /// Shows the connection every command from now on; for one that monitors already it does nothing.
    static let monitor = Command(
        "monitor", arity: 1, [.admin, .noscript, .loading, .stale],
        docs: Docs(
            .server, since: "1.0.0", "Shows every command that the server runs, as it runs.", complexity: "")
    ) { call throws(RedisError) in
        guard !call.client.isMonitor else { return }
        call.engine.addMonitor(call.client)
        call.reply.ok()
    }
}

extension Engine {
    fileprivate func addMonitor(_ client: Client) {
        monitors.append(client)
        client.modes.value.restrictions.insert(.monitoring)
        refreshFollowing()
    }

    /// Shows a client no more commands.
    func removeMonitor(_ client: Client) {
        guard client.isMonitor else { return }
        monitors.removeAll { $0 === client }
        client.modes.value.restrictions.remove(.monitoring)
        refreshFollowing()
    }
}

extension Call {
    /// Keeps an argument from those who monitor, for it is a secret.
    mutating func redact(_ index: Int) {
        if !engine.monitors.isEmpty { redacted |= 1 << UInt64(min(index, 63)) }
    }

    /// Shows the command, which has run, to those who monitor.
    @inline(never)
    mutating func showMonitors() {
        defer { redacted = 0 }
        guard engine.table.rows[id].flags.isDisjoint(with: [.admin, .skipMonitor]) else { return }
        feedMonitors()
    }

    /// Shows the command to those who monitor, whatever it is.
    func feedMonitors() {
        let line = monitorLine()
        for monitor in engine.monitors where monitor.modes.value.reply == .on {
            engine.push(to: monitor) { $0.buffer.append(line) }
        }
    }

    private func monitorLine() -> [UInt8] {
        let time = engine.state.value.nowMicroseconds
        let fraction = String(time % 1_000_000 + 1_000_000).dropFirst()
        let address =
            client.isScript
            ? "lua" : client.isUnixSocket ? "unix:\(engine.environment.unixSocket)" : client.address
        var line = Array("+\(time / 1_000_000).\(fraction) [\(client.databaseIndex) \(address)]".utf8)
        for index in 0..<argumentCount {
            let isSecret = redacted & 1 << UInt64(min(index, 63)) != 0
            line.append(UInt8(ascii: " "))
            line += isSecret ? Array("\"(redacted)\"".utf8) : argument(index).quoted
        }
        return line + Array("\r\n".utf8)
    }
}

extension ByteView {
    /// The bytes between quotation marks, with escapes for what does not print.
    fileprivate var quoted: [UInt8] {
        var text = [UInt8(ascii: "\"")]
        for index in 0..<count {
            let byte = self[index]
            switch byte {
            case UInt8(ascii: "\\"), UInt8(ascii: "\""): text += [UInt8(ascii: "\\"), byte]
            case 0x20...0x7E: text.append(byte)
            default: text += ByteView.escape(byte)
            }
        }
        return text + [UInt8(ascii: "\"")]
    }

    private static func escape(_ byte: UInt8) -> [UInt8] {
        switch byte {
        case 0x07: return Array("\\a".utf8)
        case 0x08: return Array("\\b".utf8)
        case 0x09: return Array("\\t".utf8)
        case 0x0A: return Array("\\n".utf8)
        case 0x0D: return Array("\\r".utf8)
        default:
            let digits = Array("0123456789abcdef".utf8)
            return Array("\\x".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
        }
    }
}
