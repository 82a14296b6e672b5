// How much of the thread's own stack is left. Calls from Swift into Lua and back, nested syntax and patterns recurse;
// Lua limits how often, and this limits it further where the stack is small: a thread may have as little as 512 KiB,
// and code that was built without optimisation needs several times as much of it.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The stack of the thread that runs.
struct NativeStack {
    /// The thread whose bounds are known.
    private var thread: UInt = 0
    /// The lowest address of the stack, and the lowest that a step may begin at.
    private var lowest: UInt = 0
    private var floor: UInt = 0

    /// What is left for one step of a recursion and what that calls.
    private static let reserve: UInt = 96 * 1024
    /// What may be used of a stack whose size cannot be found out.
    private static let assumed: UInt = 384 * 1024

    /// Looks up the bounds of the stack, if this is another thread than last time.
    mutating func enter() {
        let current = NativeStack.currentThread()
        guard thread != current else { return }
        thread = current
        let here = NativeStack.address()
        lowest = NativeStack.lowestAddress() ?? here - min(here, NativeStack.assumed)
        floor = lowest + NativeStack.reserve
    }

    /// Whether there is room for another step. A place outside of the stack, where the address sanitizer keeps
    /// variables, tells nothing.
    @inline(__always)
    var hasRoom: Bool {
        let here = NativeStack.address()
        return here > floor || here < lowest
    }

    @inline(never)
    private static func address() -> UInt {
        var byte: UInt8 = 0
        return unsafe withUnsafeMutablePointer(to: &byte) { UInt(bitPattern: $0) }
    }
}

#if canImport(Glibc)
    extension NativeStack {
        private static func currentThread() -> UInt { UInt(pthread_self()) }

        /// The C library's function, which its module for Swift leaves out.
        private typealias GetAttributes =
            @convention(c) (pthread_t, UnsafeMutablePointer<pthread_attr_t>) -> CInt

        private static func lowestAddress() -> UInt? {
            guard let symbol = unsafe dlsym(nil, "pthread_getattr_np") else { return nil }
            let getAttributes = unsafe unsafeBitCast(symbol, to: GetAttributes.self)
            var attributes = pthread_attr_t()
            guard unsafe getAttributes(pthread_self(), &attributes) == 0 else { return nil }
            defer { unsafe _ = pthread_attr_destroy(&attributes) }
            var address: UnsafeMutableRawPointer? = nil
            var size = 0
            guard unsafe pthread_attr_getstack(&attributes, &address, &size) == 0 else { return nil }
            return UInt(bitPattern: address)
        }
    }
#elseif canImport(Darwin)
    extension NativeStack {
        private static func currentThread() -> UInt { unsafe UInt(bitPattern: pthread_self()) }

        private static func lowestAddress() -> UInt? {
            let highest = unsafe UInt(bitPattern: pthread_get_stackaddr_np(pthread_self()))
            return unsafe highest - UInt(pthread_get_stacksize_np(pthread_self()))
        }
    }
#endif
