// Commands in wire form, to be sent in one go.

/// A pipeline of commands.
struct CommandBatch {
    private(set) var bytes: [UInt8] = []
    private(set) var count = 0
    /// The first command's name, for messages.
    private(set) var firstName = ""

    /// An empty batch.
    init() {}

    /// A batch of one command.
    init(_ command: [String]) { append(command) }

    /// Adds a command.
    mutating func append(_ command: [String]) {
        if count == 0 { firstName = command.first ?? "" }
        count += 1
        bytes.append(contentsOf: "*\(command.count)\r\n".utf8)
        for argument in command {
            bytes.append(contentsOf: "$\(argument.utf8.count)\r\n".utf8)
            bytes.append(contentsOf: argument.utf8)
            bytes.append(contentsOf: "\r\n".utf8)
        }
    }

    /// A number as redis-benchmark writes it into names: twelve digits.
    static func padded(_ number: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, 12 - digits.utf8.count)) + digits
    }
}
