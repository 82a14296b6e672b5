// A value behind a lock. The standard library's Mutex would do, but on Linux the thread sanitizer cannot see
// it (it waits on a futex inside a library that is not instrumented) and reports every correct use as a race;
// a lock of the C library it knows. The price is the same: tens of nanoseconds when nobody else holds it.
//
// The value has memory of its own: a stored property would have each use checked for others, which the lock rules out
// already. Its methods are public because the compiler inlines only what is: through thunks for its generic closure a use
// took 20 ns longer. No product exports this module all the same.
//
// The lock is not recursive and is a leaf: the closure must not call out to code that may want it too.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A value that one thread at a time can use.
///
/// The value is only ever touched with the lock held: that is why sending it around is not checked.
@safe
public final class Locked<Value>: @unchecked Sendable {
    @usableFromInline let mutex: UnsafeMutablePointer<pthread_mutex_t>
    @usableFromInline let value: UnsafeMutablePointer<Value>

    /// A value that is not being used yet.
    @inlinable
    public init(_ value: consuming sending Value) {
        unsafe mutex = .allocate(capacity: 1)
        unsafe mutex.initialize(to: pthread_mutex_t())
        unsafe pthread_mutex_init(mutex, nil)
        unsafe self.value = .allocate(capacity: 1)
        unsafe self.value.initialize(to: value)
    }

    @inlinable
    deinit {
        unsafe value.deinitialize(count: 1)
        unsafe value.deallocate()
        unsafe pthread_mutex_destroy(mutex)
        unsafe mutex.deallocate()
    }

    /// Runs a closure on the value with the lock held.
    @inlinable
    public func withLock<Result, Failure: Error>(
        _ body: (inout sending Value) throws(Failure) -> sending Result
    ) throws(Failure) -> sending Result {
        unsafe pthread_mutex_lock(mutex)
        defer { unsafe pthread_mutex_unlock(mutex) }
        return try unsafe body(&value.pointee)
    }

    /// Runs a closure on the value with the lock held, unless somebody else holds it: then it returns nil at once.
    @inlinable
    public func withLockIfAvailable<Result>(_ body: (inout sending Value) -> sending Result)
        -> sending Result?
    {
        guard unsafe pthread_mutex_trylock(mutex) == 0 else { return nil }
        defer { unsafe pthread_mutex_unlock(mutex) }
        return unsafe body(&value.pointee)
    }
}
