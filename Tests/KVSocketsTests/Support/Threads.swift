// Plain threads: a test that blocks must not block one of the few threads that other tests share.

import Dispatch
import TestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

enum Threads {
    private final class Work {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }

    /// Runs a closure on a thread of its own.
    static func start(_ body: @escaping @Sendable () -> Void) {
        let work = unsafe Unmanaged.passRetained(Work(body)).toOpaque()
        var thread = pthread_t()
        _ = unsafe pthread_create(
            &thread, nil,
            { argument in
                unsafe Unmanaged<Work>.fromOpaque(argument!).takeRetainedValue().body()
                return nil
            }, work)
        pthread_detach(thread)
    }

    /// Runs a closure on several threads at once and waits for all.
    static func race(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) {
        let done = (0..<count).map { _ in Signal() }
        for index in 0..<count {
            start {
                body(index)
                done[index].send()
            }
        }
        for signal in done { signal.wait() }
    }
}
