// Binding: from endpoints to descriptors that listen. All of a listener's endpoints or none.
//
// Two things need care. Port 0 on several addresses means one free port on all of them, so a port that is
// free on the first address only is given back and another is tried. And a Unix socket's file outlives its
// server: it is removed if it is a socket that nobody answers at, and at the end only if it is still ours.
//
// A place can be kept without listening at it: attempts to connect are refused as if nothing were there, and since it
// is bound, the system gives its port to nobody else.

/// A descriptor that is bound to an address, and listens there unless it is only kept.
struct BoundPlace {
    let descriptor: Int32
    var address: SocketAddress
    /// The file made for a Unix socket.
    let file: Syscalls.FileIdentity?
    /// Its permission bits, where they were asked for.
    var permission: UInt32?
    let options: ListenerOptions
    /// Whether the kernel has chosen the port, and takes it back from a socket that stops listening.
    var isLent = false

    /// Ends listening, closes the descriptor and removes its file, unless somebody has put another there.
    ///
    /// Closing alone would not end it where a process that this one is about to start still has a copy: until it is the
    /// other program, clients could connect to nobody.
    func release() {
        if case .unix(let path) = address, let file, Syscalls.socketFile(at: path) == file {
            Syscalls.removeFile(at: path)
        }
        Syscalls.endListening(descriptor)
        Syscalls.release(descriptor)
    }
}

/// The bound places of a listener.
struct ListeningPlaces {
    private(set) var bound: [BoundPlace] = []

    init(_ endpoints: [Endpoint], options: ListenerOptions) throws(SocketError) {
        var attempt = 1
        while true {
            do throws(SocketError) {
                try bind(endpoints, options)
                return
            } catch {
                let foundPort = bound.contains { $0.address.port != nil }
                releaseAll()
                let mayRetry = foundPort && error.isAddressInUse && endpoints.contains { $0.wantsAnyPort }
                guard mayRetry, attempt < SocketLimits.portAttempts else { throw error }
                attempt += 1
            }
        }
    }

    private mutating func releaseAll() {
        for place in bound { place.release() }
        bound.removeAll()
    }

    private mutating func bind(_ endpoints: [Endpoint], _ options: ListenerOptions) throws(SocketError) {
        var foundPort: UInt16 = 0
        for endpoint in endpoints {
            switch endpoint {
            case .unix(let path, let permission):
                bound.append(try ListeningPlaces.bindUnix(path, permission, options))
            case .tcp(let host, let port):
                let address = try SocketAddress.resolve(host: host, port: port == 0 ? foundPort : port)
                let place = try ListeningPlaces.bindTCP(address, options, takesAny: port == 0)
                bound.append(place)
                if port == 0 { foundPort = place.address.port ?? 0 }
            }
        }
    }

    /// Opens a socket and runs `setUp` on it; closes it again if that fails.
    private static func opened(
        _ address: SocketAddress, _ setUp: (Int32) throws(SocketError) -> BoundPlace
    ) throws(SocketError) -> BoundPlace {
        let descriptor = try Syscalls.openSocket(for: address)
        do throws(SocketError) {
            return try setUp(descriptor)
        } catch {
            Syscalls.release(descriptor)
            throw error
        }
    }

    /// Ends listening at a place and keeps its address.
    ///
    /// - Throws: why the address could not be kept; it is lost then.
    static func keep(_ place: BoundPlace) throws(SocketError) -> BoundPlace {
        if place.address.port != nil, !place.isLent, Syscalls.endListening(place.descriptor) { return place }
        return try rebind(place)
    }

    /// Gives a place back and takes its address again, without listening at it.
    ///
    /// A port is bound before it is given back, so that nobody comes in between.
    static func rebind(_ place: BoundPlace) throws(SocketError) -> BoundPlace {
        if case .unix(let path) = place.address {
            place.release()
            return try bindUnix(path, place.permission, place.options, listens: false)
        }
        defer { place.release() }
        Syscalls.set(.sharedPort(true), on: place.descriptor)
        let new = try bindTCP(place.address, place.options, listens: false)
        Syscalls.set(.sharedPort(false), on: new.descriptor)
        return new
    }

    // MARK: - TCP

    private static func bindTCP(
        _ address: SocketAddress, _ options: ListenerOptions, takesAny: Bool = false, listens: Bool = true
    ) throws(SocketError) -> BoundPlace {
        try opened(address) { descriptor throws(SocketError) in
            if case .ipv6 = address { Syscalls.set(.ipv6Only, on: descriptor) }
            var place = BoundPlace(descriptor: descriptor, address: address, file: nil, options: options)
            // With the option to reuse addresses it would be given a port that another keeps.
            if !takesAny { Syscalls.set(.reuseAddress, on: descriptor) }
            if !listens { Syscalls.set(.sharedPort(true), on: descriptor) }
            if address.port == 0 {
                try bindFreePort(&place)
            } else {
                try Syscalls.bind(descriptor, to: address)
            }
            if takesAny { Syscalls.set(.reuseAddress, on: descriptor) }
            setOptions(of: descriptor, address, options)
            if listens {
                try Syscalls.listen(descriptor, backlog: options.backlog, address.description)
            }
            return place
        }
    }

    /// Binds to a port that nobody has: to one of our choice, or else to the kernel's.
    private static func bindFreePort(_ place: inout BoundPlace) throws(SocketError) {
        for _ in 0..<SocketLimits.portAttempts {
            let chosen = place.address.with(port: FreePorts.next())
            do throws(SocketError) {
                try Syscalls.bind(place.descriptor, to: chosen)
                place.address = chosen
                return
            } catch {
                // Where ports may not be chosen the kernel's choice may be allowed.
                guard error.isAddressInUse else { break }
            }
        }
        try Syscalls.bind(place.descriptor, to: place.address)
        place.isLent = true
        place.address = Syscalls.localAddress(of: place.descriptor) ?? place.address
    }

    /// Accepted connections inherit what is set here, which saves five calls for each.
    private static func setOptions(
        of descriptor: Int32, _ address: SocketAddress, _ options: ListenerOptions
    ) {
        Syscalls.set(.noDelay, on: descriptor)
        // A peer on this machine cannot vanish without the kernel's knowing.
        if !address.isLoopback { Syscalls.set(.keepAlive(seconds: options.keepAliveSeconds), on: descriptor) }
        if let bytes = options.sendBuffer { Syscalls.set(.sendBuffer(bytes: bytes), on: descriptor) }
    }

    // MARK: - Unix

    private static func bindUnix(
        _ path: String, _ permission: UInt32?, _ options: ListenerOptions, listens: Bool = true
    ) throws(SocketError) -> BoundPlace {
        let address = SocketAddress.unix(path: path)
        return try opened(address) { descriptor throws(SocketError) in
            try claim(path, address, descriptor)
            let file = Syscalls.socketFile(at: path)
            do throws(SocketError) {
                if let permission { try Syscalls.setPermission(permission, at: path) }
                if listens { try Syscalls.listen(descriptor, backlog: options.backlog, path) }
            } catch {
                Syscalls.removeFile(at: path)
                throw error
            }
            return BoundPlace(
                descriptor: descriptor, address: address, file: file, permission: permission, options: options
            )
        }
    }

    /// Binds to a path, over a socket file that nobody answers at.
    private static func claim(
        _ path: String, _ address: SocketAddress, _ descriptor: Int32
    ) throws(SocketError) {
        do throws(SocketError) {
            try Syscalls.bind(descriptor, to: address)
        } catch {
            let isStale = Syscalls.socketFile(at: path) != nil && !Syscalls.answers(address)
            guard error.isAddressInUse, isStale else { throw error.about(path) }
            Syscalls.removeFile(at: path)
            try Syscalls.bind(descriptor, to: address)
        }
    }
}

extension Endpoint {
    fileprivate var wantsAnyPort: Bool {
        if case .tcp(_, 0) = self { return true }
        return false
    }
}
