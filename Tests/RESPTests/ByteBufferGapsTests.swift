import Testing

@testable import RESP

@Suite struct ByteBufferGapsTests {
    @Test(arguments: [0, 7, 10, 4096, Int.max, -1, Int.min])
    func `a header is put before what it counts, however long it is`(number: Int) {
        let buffer = ByteBuffer(capacity: 1)
        buffer.append("before")
        let end = buffer.leaveHeaderRoom()
        buffer.append("after")
        let start = buffer.write(header: UInt8(ascii: "*"), number, endingAt: end)
        #expect(String(buffer.view[start..<buffer.count]) == "*\(number)\r\nafter")
        #expect(start >= 6 && String(buffer.view[0..<6]) == "before")
    }
}
