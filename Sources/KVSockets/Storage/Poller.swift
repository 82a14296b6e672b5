// The kernel's event interface: epoll on Linux, kqueue on Darwin, and nothing above this file knows which.
// Events are level-triggered, so that bytes left unread are told of again; only the wake-up is
// edge-triggered, so that it never has to be read.
//
// A poller does not know what its tokens mean and does not own the descriptors that are added to it. Its own
// descriptor can be watched by another poller, which is how Dispatch comes to run the reactor.

#if canImport(Glibc)
    import CKernelEvents
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// What somebody wants to be told about a descriptor.
struct Interest: OptionSet {
    let rawValue: UInt8
    static let read = Interest(rawValue: 1)
    static let write = Interest(rawValue: 2)
    /// To be told when the peer sends no more, while its bytes are left unread.
    static let end = Interest(rawValue: 4)
}

/// What the kernel said about one descriptor.
struct PollEvent {
    /// The token that the descriptor was added with.
    let token: UInt64
    /// Bytes, the peer's end or an error wait to be read.
    let isReadable: Bool
    let isWritable: Bool
    /// The peer sends no more; bytes may still wait.
    let isEnd: Bool
    /// Both directions are over, or the connection broke.
    let isHangup: Bool
}

/// The kernel's list of descriptors to watch.
///
/// Any thread may call `wake`; waiting and reading its events belong to the thread that waits, everything else to
/// who has the loop, which is why it is not checked.
@safe
final class Poller: @unchecked Sendable {
    /// The token of the event that `wake` causes.
    static let wakeToken = UInt64.max
    /// The most events that one wait returns.
    static let capacity = 256

    /// Readable while events wait.
    let descriptor: Int32

    #if os(Linux)
        private let wakeDescriptor: Int32
        private let events: UnsafeMutablePointer<epoll_event>

        init() throws(SocketError) {
            descriptor = try Syscalls.checked("epoll_create") { epoll_create1(Int32(EPOLL_CLOEXEC)) }
            unsafe events = .allocate(capacity: Poller.capacity)
            do throws(SocketError) {
                wakeDescriptor = try Syscalls.checked("eventfd") {
                    eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
                }
            } catch {
                unsafe events.deallocate()
                Syscalls.release(descriptor)
                throw error
            }
            try control(EPOLL_CTL_ADD, wakeDescriptor, EPOLLIN.rawValue | EPOLLET.rawValue, Poller.wakeToken)
        }

        deinit { unsafe events.deallocate() }

        /// Gives the descriptors back; nothing may be called after it.
        func close() {
            Syscalls.release(wakeDescriptor)
            Syscalls.release(descriptor)
        }

        func add(_ target: Int32, token: UInt64, interest: Interest) throws(SocketError) {
            try control(EPOLL_CTL_ADD, target, mask(interest), token)
        }

        func modify(_ target: Int32, token: UInt64, from old: Interest, to new: Interest) throws(SocketError)
        {
            try control(EPOLL_CTL_MOD, target, mask(new), token)
        }

        func remove(_ target: Int32) {
            _ = try? control(EPOLL_CTL_DEL, target, 0, 0)
        }

        /// Makes the wait that runs, or the next one, return at once.
        func wake() { _ = eventfd_write(wakeDescriptor, 1) }

        /// Waits for events and returns their number; a negative timeout waits for ever.
        func wait(milliseconds: Int32) -> Int {
            let count = unsafe epoll_wait(descriptor, events, Int32(Poller.capacity), milliseconds)
            // A signal interrupted the wait: no event is lost, the next wait has them.
            return max(0, Int(count))
        }

        /// One of the events that the last wait returned.
        func event(at index: Int) -> PollEvent {
            precondition(index >= 0 && index < Poller.capacity, "no such event")
            let (flags, token) = unsafe (events[index].events, events[index].data.u64)
            let hangup = flags & (EPOLLHUP.rawValue | EPOLLERR.rawValue) != 0
            return PollEvent(
                token: token,
                isReadable: hangup || flags & EPOLLIN.rawValue != 0,
                isWritable: flags & EPOLLOUT.rawValue != 0,
                isEnd: flags & EPOLLRDHUP.rawValue != 0, isHangup: hangup)
        }

        private func mask(_ interest: Interest) -> UInt32 {
            // An end that comes behind bytes is told with them.
            (interest.contains(.read) ? EPOLLIN.rawValue | EPOLLRDHUP.rawValue : 0)
                | (interest.contains(.write) ? EPOLLOUT.rawValue : 0)
                | (interest.contains(.end) ? EPOLLRDHUP.rawValue : 0)
        }

        private func control(
            _ operation: Int32, _ target: Int32, _ mask: UInt32, _ token: UInt64
        ) throws(SocketError) {
            var event = unsafe epoll_event(events: mask, data: epoll_data(u64: token))
            try Syscalls.checked("epoll_ctl") { unsafe epoll_ctl(descriptor, operation, target, &event) }
        }
    #else
        private let events: UnsafeMutablePointer<kevent>

        init() throws(SocketError) {
            descriptor = try Syscalls.checked("kqueue") { kqueue() }
            unsafe events = .allocate(capacity: Poller.capacity)
            try change(0, EVFILT_USER, EV_ADD | EV_CLEAR, Poller.wakeToken)
        }

        deinit { unsafe events.deallocate() }

        /// Gives the descriptor back; nothing may be called after it.
        func close() { Syscalls.release(descriptor) }

        func add(_ target: Int32, token: UInt64, interest: Interest) throws(SocketError) {
            try modify(target, token: token, from: [], to: interest)
        }

        func modify(_ target: Int32, token: UInt64, from old: Interest, to new: Interest) throws(SocketError)
        {
            if old.contains(.write) != new.contains(.write) {
                try change(UInt(target), EVFILT_WRITE, new.contains(.write) ? EV_ADD : EV_DELETE, token)
            }
            let (oldReading, newReading) = (old.subtracting(.write), new.subtracting(.write))
            guard oldReading != newReading else { return }
            if newReading.isEmpty { return try change(UInt(target), EVFILT_READ, EV_DELETE, token) }
            // Bytes below a mark that is never reached are not told, but the end always is.
            let (flags, mark) = new.contains(.read) ? (UInt32(0), 0) : (UInt32(NOTE_LOWAT), Int(Int32.max))
            try change(UInt(target), EVFILT_READ, EV_ADD, token, flags: flags, data: mark)
        }

        func remove(_ target: Int32) {
            _ = try? change(UInt(target), EVFILT_READ, EV_DELETE, 0)
            _ = try? change(UInt(target), EVFILT_WRITE, EV_DELETE, 0)
        }

        /// Makes the wait that runs, or the next one, return at once.
        func wake() {
            _ = try? change(0, EVFILT_USER, 0, Poller.wakeToken, flags: UInt32(NOTE_TRIGGER))
        }

        /// Waits for events and returns their number; a negative timeout waits for ever.
        func wait(milliseconds: Int32) -> Int {
            var limit = timespec(
                tv_sec: Int(milliseconds) / 1000, tv_nsec: Int(milliseconds) % 1000 * 1_000_000)
            let count = unsafe kevent(
                descriptor, nil, 0, events, Int32(Poller.capacity), milliseconds < 0 ? nil : &limit)
            return max(0, Int(count))
        }

        /// One of the events that the last wait returned.
        func event(at index: Int) -> PollEvent {
            precondition(index >= 0 && index < Poller.capacity, "no such event")
            let event = unsafe events[index]
            let token = unsafe UInt64(UInt(bitPattern: event.udata))
            return PollEvent(
                token: token, isReadable: Int32(event.filter) == EVFILT_READ,
                isWritable: Int32(event.filter) == EVFILT_WRITE,
                isEnd: Int32(event.filter) == EVFILT_READ && Int32(event.flags) & EV_EOF != 0,
                isHangup: Int32(event.filter) == EVFILT_WRITE && Int32(event.flags) & EV_EOF != 0)
        }

        private func change(
            _ target: UInt, _ filter: Int32, _ action: Int32, _ token: UInt64, flags: UInt32 = 0,
            data: Int = 0
        ) throws(SocketError) {
            var change = unsafe kevent(
                ident: target, filter: Int16(filter), flags: UInt16(action), fflags: flags, data: data,
                udata: UnsafeMutableRawPointer(bitPattern: UInt(token)))
            try Syscalls.checked("kevent") { unsafe kevent(descriptor, &change, 1, nil, 0, nil) }
        }
    #endif
}
