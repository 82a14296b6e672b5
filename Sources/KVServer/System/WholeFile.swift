// Files that are read and replaced as a whole: the system calls for it.

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Reading and replacing whole files.
package enum WholeFile {
    /// The bytes of a file; nil when there is none.
    ///
    /// - Throws: why it cannot be read.
    package static func bytes(of path: String, atMost limit: Int = .max) throws(StartError) -> [UInt8]? {
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else {
            if errno == ENOENT { return nil }
            throw failure("read", path)
        }
        defer { close(file) }
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = unsafe piece.withUnsafeMutableBytes { room in
                uninterrupted { unsafe read(file, room.baseAddress, room.count) }
            }
            guard count >= 0 else { throw failure("read", path) }
            guard count > 0 else { return bytes }
            bytes += piece[0..<count]
            guard bytes.count <= limit else {
                throw StartError(description: "\(path) is longer than \(limit) bytes")
            }
        }
    }

    /// Whether there is a folder of a name.
    static func isFolder(_ path: String) -> Bool {
        var facts = stat()
        return unsafe stat(path, &facts) == 0 && facts.st_mode & S_IFMT == S_IFDIR
    }

    /// Puts bytes in place of a file, wholly or not at all.
    ///
    /// - Throws: why it cannot be written.
    package static func replace(_ path: String, with bytes: [UInt8]) throws(StartError) {
        // Beside it, as only there a rename is one step. A link goes on pointing where it did.
        let target = resolved(path)
        let draft = "\(target).\(getpid()).new"
        let file = unsafe open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode(of: target))
        guard file >= 0 else { throw failure("write", path) }
        let isWritten = write(bytes, to: file)
        close(file)
        guard isWritten, unsafe rename(draft, target) == 0 else {
            let error = failure("write", path)
            _ = unsafe unlink(draft)
            throw error
        }
    }

    private static func write(_ bytes: [UInt8], to file: Int32) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { room in
                uninterrupted { unsafe systemWrite(file, room[sent...]) }
            }
            guard count > 0 else { return false }
            sent += count
        }
        return fsync(file) == 0
    }

    /// Calls the system again when a signal has come in between.
    private static func uninterrupted(_ call: () -> Int) -> Int {
        while true {
            let count = call()
            if count >= 0 || errno != EINTR { return count }
        }
    }

    private static func systemWrite(_ file: Int32, _ bytes: Slice<UnsafeRawBufferPointer>) -> Int {
        let rest = unsafe UnsafeRawBufferPointer(rebasing: bytes)
        #if canImport(Glibc)
            return unsafe Glibc.write(file, rest.baseAddress, rest.count)
        #else
            return unsafe Darwin.write(file, rest.baseAddress, rest.count)
        #endif
    }

    private static func resolved(_ path: String) -> String {
        guard let found = unsafe realpath(path, nil) else { return path }
        defer { unsafe free(found) }
        return unsafe String(cString: found)
    }

    /// The permissions that the file has, or, as there may be a secret in it, the owner's alone.
    private static func mode(of path: String) -> mode_t {
        var facts = stat()
        guard unsafe stat(path, &facts) == 0 else { return 0o600 }
        return facts.st_mode & 0o777
    }

    private static func failure(_ verb: String, _ path: String) -> StartError {
        StartError(description: "cannot \(verb) \(path): \(unsafe String(cString: strerror(errno)))")
    }
}
