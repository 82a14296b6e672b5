// One command on its way into RESP: its arguments are appended as they are read, and the count of them, which
// comes first on the wire, when the last one is there.

import RESP

/// Encodes one command at the end of a buffer.
struct RowEncoder {
    private let buffer: ByteBuffer
    /// The buffer's length before the command.
    private let start: Int
    /// Where the room for the header ends, and the first argument starts.
    private let headerEnd: Int
    private var count = 0
    private var bytes = 0
    /// The command's name and its first argument, in the buffer.
    private var (name, second) = (0..<0, 0..<0)

    init(buffer: ByteBuffer) {
        self.buffer = buffer
        start = buffer.count
        headerEnd = buffer.leaveHeaderRoom()
    }

    mutating func append(_ view: ByteView) {
        buffer.append(bulk: view)
        noteArgument(of: view.count)
    }

    mutating func append(_ string: JSONString) {
        guard !string.isPlain else { return append(string.raw) }
        buffer.append(header: UInt8(ascii: "$"), string.count)
        string.append(to: buffer)
        buffer.append(short: "\r\n")
        noteArgument(of: string.count)
    }

    mutating func append(_ text: PercentText) {
        buffer.append(header: UInt8(ascii: "$"), text.count)
        text.append(to: buffer)
        buffer.append(short: "\r\n")
        noteArgument(of: text.count)
    }

    private mutating func noteArgument(of length: Int) {
        let end = buffer.count &- 2
        switch count {
        case 0: name = end &- length..<end
        case 1: second = end &- length..<end
        default: break
        }
        count &+= 1
        bytes &+= length
    }

    /// Ends the command and returns where it is; an error when it is none that may be run.
    func close(largest: Int) throws(RESTError) -> RESTCommands.Item {
        guard count > 0 else { throw .emptyCommand }
        let contents = buffer.view
        let word = contents[name]
        if RESTRules.refuses(word, contents[second]) { throw .notAllowed(command: [UInt8](word)) }
        guard bytes <= largest else { throw .tooBig(limit: largest, actual: bytes) }
        return .command(buffer.write(header: UInt8(ascii: "*"), count, endingAt: headerEnd)..<buffer.count)
    }

    /// Takes back what was appended.
    func cancel() { buffer.truncate(to: start) }
}
