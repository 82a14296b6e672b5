// Addresses and buffers: the parts that need no reactor.

import RESP
import TestSupport
import Testing

@testable import KVSockets

@Suite struct SocketAddressTests {
    @Test(arguments: [
        ("127.0.0.1", "127.0.0.1:6379", true), ("10.1.2.3", "10.1.2.3:6379", false),
        ("255.255.255.255", "255.255.255.255:6379", false), ("::1", "[::1]:6379", true),
        ("2001:db8::5:1", "[2001:db8::5:1]:6379", false), ("*", "0.0.0.0:6379", false),
        ("::*", "[::]:6379", false), ("localhost", "127.0.0.1:6379", true),
        ("::ffff:127.0.0.1", "[::ffff:127.0.0.1]:6379", true),
        ("::ffff:10.0.0.1", "[::ffff:10.0.0.1]:6379", false),
    ]) func `a host becomes an address`(_ host: String, _ text: String, _ isLoopback: Bool) throws {
        let address = try SocketAddress.resolve(host: host, port: 6379)
        #expect(address.description == text)
        #expect(address.isLoopback == isLoopback)
    }

    @Test func `a host that does not exist is refused by name`() {
        let error = #expect(throws: SocketError.self) {
            try SocketAddress.resolve(host: "1.2.3.4.5", port: 1)
        }
        #expect(error?.subject == "1.2.3.4.5")
    }

    @Test func `addresses survive the kernel's form`() throws {
        let addresses: [SocketAddress] = [
            .ipv4(0x0102_0304, port: 65535), .ipv6(0x0102_0304_0506_0708, 0x090A_0B0C_0D0E_0F10, port: 1),
            .unix(path: "/tmp/a.sock"),
        ]
        for address in addresses {
            let copied = unsafe SocketAddress.filled { target, length in
                let result = try? unsafe address.withKernelForm("copy") { source, count in
                    unsafe UnsafeMutableRawPointer(target).copyMemory(from: source, byteCount: Int(count))
                    unsafe length.pointee = count
                    return 0
                }
                return result ?? -1
            }
            #expect(copied.address == address)
        }
    }
}

@Suite struct InputBufferTests {
    private func filled(_ count: Int) -> InputBuffer {
        let buffer = InputBuffer(capacity: 64)
        [UInt8](repeating: 7, count: count).withByteView { buffer.append($0) }
        return buffer
    }

    @Test func `bytes leave at the front`() {
        let buffer = InputBuffer(capacity: 4)
        buffer.append(ByteView("hello world"))
        buffer.removeFirst(6)
        #expect(buffer.view == "world")
        buffer.append(ByteView("!"))
        #expect(buffer.view == "world!")
        buffer.removeFirst(6)
        #expect(buffer.isEmpty)
    }

    @Test func `room for an announced value grows in bounded steps`() {
        let buffer = filled(100 << 10)
        buffer.makeRoom(expected: 512 << 20)
        #expect(buffer.capacity == 100 << 10 + SocketLimits.inputStep)
        let large = filled(4 << 20)
        large.makeRoom(expected: 512 << 20)
        #expect(large.capacity == 8 << 20)
    }

    @Test func `room for an announced value is exact when it is near`() {
        let buffer = filled(100 << 10)
        buffer.makeRoom(expected: 300 << 10)
        #expect(buffer.capacity == 300 << 10)
        buffer.makeRoom(expected: 300 << 10)
        #expect(buffer.capacity == 300 << 10)
    }

    @Test func `a request of unknown size doubles its room`() {
        let buffer = filled(100 << 10)
        buffer.makeRoom(expected: 0)
        #expect(buffer.capacity == 200 << 10)
    }

    @Test func `an error says what is known better than the kernel does`() {
        let kernel = SocketError(code: Syscalls.addressInUse, operation: "bind", subject: "127.0.0.1:1")
        #expect(kernel.description == "bind 127.0.0.1:1: Address already in use")
        #expect(throws: SocketError.self) { try SocketAddress.resolve(host: "no host", port: 1) }
        let ours = SocketError(code: 1, operation: "resolve", subject: "x", explanation: "No such host")
        #expect(ours.description == "resolve x: No such host")
    }

    @Test func `descriptors are made room for, and an ample limit stays as it is`() {
        let limit = Syscalls.raiseDescriptorLimit(to: 1)
        #expect(limit > 64)
        #expect(Syscalls.raiseDescriptorLimit(to: limit) == limit)
    }
}
