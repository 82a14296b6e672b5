import Testing

@testable import RESP

/// The reused records of a request's arguments.
@Suite struct ArgumentListTests {
    @Test func `records are kept in order past the first growth`() {
        let list = ArgumentList()
        for index in 0..<100 {
            list.append(offset: index * 3, length: 2)
            list.checkInvariants(inputCount: 300)
        }
        #expect(list.count == 100)
        #expect((0..<100).allSatisfy { list[$0] == ArgumentRange(offset: UInt32($0 * 3), length: 2) })
    }

    @Test func `a reset keeps ordinary room and gives back the unusual`() {
        let list = ArgumentList()
        for index in 0..<1024 { list.append(offset: index, length: 1) }
        list.reset()
        #expect(list.isEmpty)
        #expect(list.capacity == 1024)
        for index in 0..<1025 { list.append(offset: index, length: 1) }
        #expect(list.capacity == 2048)
        list.reset()
        #expect(list.capacity == 8)
    }

    @Test func `decoded arguments hide the input`() {
        let list = ArgumentList()
        list.startDecoding(capacity: 3)
        for byte in Array("abc".utf8) { list.appendDecoded(byte) }
        list.append(offset: 0, length: 1)
        list.append(offset: 1, length: 2)
        list.checkInvariants(inputCount: 0)
        #expect(list.isDecoded)
        #expect(list.view(1, in: ByteView("xyz")) == "bc")
        list.reset()
        #expect(!list.isDecoded)
        list.append(offset: 1, length: 2)
        #expect(list.view(0, in: ByteView("xyz")) == "yz")
    }
}
