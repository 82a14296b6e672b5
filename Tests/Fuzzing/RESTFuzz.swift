// The coverage-guided search for bodies, targets and replies that break the REST interface. The first byte of an input
// says what the rest is. What a request becomes has to be whole commands of RESP; what a reply becomes has to be JSON.

import RESP

/// The entry point that the fuzzing runtime looks for.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ data: UnsafePointer<UInt8>, _ size: Int) -> CInt {
    guard size > 0 else { return 0 }
    let choice = unsafe data[0]
    let input = unsafe ByteView(base: UnsafeRawPointer(data + 1), count: size - 1)
    switch choice % 6 {
    case 0: check { commands throws(RESTError) in try commands.readCommand(input) }
    case 1: check { commands throws(RESTError) in try commands.readPipeline(input) }
    case 2: check { commands throws(RESTError) in try commands.readTransaction(input) }
    case 3: checkTarget(input)
    case 4: checkReplies(input, isBase64: choice & 64 != 0)
    default:
        let events = ByteBuffer()
        precondition(SSEWriter(buffer: events).events(of: input) <= input.count, "no more than there is")
    }
    return 0
}

private func check(_ read: (inout RESTCommands) throws(RESTError) -> Void) {
    var commands = RESTCommands()
    do { try read(&commands) } catch { return }
    for case .command(let range) in commands.items {
        var parser = RequestParser()
        let step = parser.next(commands.bytes.view[range])
        precondition(step == .command(length: range.count), "a command is one whole request")
        precondition(parser.arguments.count > 0, "a command has a name")
    }
}

private func checkTarget(_ input: ByteView) {
    let target = RESTTarget(input)
    _ = target.query.token
    guard case .command(let path) = target.route else { return }
    check { commands throws(RESTError) in
        try commands.readPath(path, body: ByteView("body"), query: target.query)
    }
}

private func checkReplies(_ input: ByteView, isBase64: Bool) {
    let buffer = ByteBuffer()
    let writer = JSONReplyWriter(buffer: buffer, isBase64: isBase64)
    var offset = 0
    while let written = writer.object(of: input, at: offset) {
        precondition(written.end > offset && written.end <= input.count, "no more than there is")
        offset = written.end
        precondition(isJSON(buffer.view), "an answer is JSON")
        buffer.removeAll()
    }
    if writer.objects(ofTransaction: input) != nil {
        precondition(isJSON(buffer.view), "a transaction's answer is JSON")
    }
}

private func isJSON(_ text: ByteView) -> Bool {
    var reader = JSONReader(text)
    do {
        while true {
            if case .end = try reader.next() { return true }
        }
    } catch {
        // The reader's own limit of depth is lower than a reply's.
        return text.count > 128
    }
}
