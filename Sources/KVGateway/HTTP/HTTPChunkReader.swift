// Takes a body that comes in chunks apart, byte by byte where it is framing and in runs where it is data.
// Every byte is consumed as it comes: nothing waits in the input, and the body is all that is kept.
//
// Extensions and trailer fields are read as strictly as header fields, and dropped. A line feed on its own in
// either of them is a mistake like everywhere else: readers that let it pass disagree about where a chunk
// starts.

import RESP

/// An incremental reader of a chunked body.
struct HTTPChunkReader {
    private enum Place {
        case size
        case blank
        case extensions
        case sizeEnd
        case data
        case dataReturn
        case dataEnd
        case line
        case name
        case value
        case valueEnd
        case end
    }

    private var place = Place.size
    /// The size being read, and then what is missing of the data.
    private var size: UInt64 = 0
    private var digits = 0
    /// The data so far, kept or not.
    private var total = 0
    private var extensionBytes = 0
    private var trailerBytes = 0
    private var trailerFields = 0

    /// Reads all of `bytes` or up to the end of the body, and appends the data to `body` where there is one.
    mutating func read(
        _ bytes: ByteView, into body: ByteBuffer?, _ limits: HTTPLimits
    ) throws(HTTPFailure) -> (consumed: Int, isOver: Bool) {
        var index = 0
        while index < bytes.count {
            if place == .data {
                index &+= readData(bytes[index..<bytes.count], into: body)
                continue
            }
            let isOver = try readFraming(bytes[index], limits)
            index &+= 1
            if isOver { return (index, true) }
        }
        return (index, false)
    }

    private mutating func readData(_ bytes: ByteView, into body: ByteBuffer?) -> Int {
        let count = Int(min(UInt64(bytes.count), size))
        body?.append(bytes[0..<count])
        size &-= UInt64(count)
        if size == 0 { place = .dataReturn }
        return count
    }

    /// Reads one byte that is not data; whether it is the last of the body.
    private mutating func readFraming(_ byte: UInt8, _ limits: HTTPLimits) throws(HTTPFailure) -> Bool {
        switch place {
        case .size, .blank, .extensions, .sizeEnd: try readSize(byte, limits)
        case .data: break
        case .dataReturn:
            guard byte == HTTPBytes.carriageReturn else { throw .chunkEnd }
            place = .dataEnd
        case .dataEnd:
            guard byte == HTTPBytes.lineFeed else { throw .chunkEnd }
            (place, size, digits) = (.size, 0, 0)
        case .line, .name, .value, .valueEnd: try readTrailer(byte, limits)
        case .end:
            guard byte == HTTPBytes.lineFeed else { throw .bareReturn }
            return true
        }
        return false
    }
}

// MARK: - The line of a chunk

extension HTTPChunkReader {
    private mutating func readSize(_ byte: UInt8, _ limits: HTTPLimits) throws(HTTPFailure) {
        if place == .sizeEnd {
            guard byte == HTTPBytes.lineFeed else { throw .bareReturn }
            place = size == 0 ? .line : .data
        } else if place != .size {
            try readExtension(byte, limits)
        } else if let digit = HTTPBytes.hexadecimal(byte) {
            guard digits < HTTPLimits.chunkSizeDigits else { throw .chunkSizeDigits }
            digits &+= 1
            size = size &<< 4 | UInt64(digit)
        } else {
            guard digits > 0 else { throw byte == HTTPBytes.lineFeed ? .bareLineFeed : .chunkSize }
            try countIn(limits)
            place = byte == HTTPBytes.carriageReturn ? .sizeEnd : .blank
            if place == .blank { try readExtension(byte, limits) }
        }
    }

    /// Judges a chunk by its size, before any of its data is there.
    private mutating func countIn(_ limits: HTTPLimits) throws(HTTPFailure) {
        guard size <= UInt64(max(limits.longestBody &- total, 0)) else { throw .bodyTooLong }
        total &+= Int(size)
    }

    /// Behind the size there may be blanks, and behind a semicolon nearly anything.
    private mutating func readExtension(_ byte: UInt8, _ limits: HTTPLimits) throws(HTTPFailure) {
        switch byte {
        case HTTPBytes.lineFeed: throw .bareLineFeed
        case HTTPBytes.carriageReturn where place == .extensions:
            place = .sizeEnd
            return
        case UInt8(ascii: ";"): place = .extensions
        case HTTPBytes.space, HTTPBytes.tab: break
        case _ where place == .blank || byte < 0x20 || byte == 0x7F: throw .chunkExtension
        default: break
        }
        extensionBytes &+= 1
        guard extensionBytes <= limits.chunkExtensions else { throw .chunkExtensions }
    }
}

// MARK: - The trailer

extension HTTPChunkReader {
    private mutating func readTrailer(_ byte: UInt8, _ limits: HTTPLimits) throws(HTTPFailure) {
        if place == .line, byte == HTTPBytes.carriageReturn {
            place = .end
            return
        }
        trailerBytes &+= 1
        guard trailerBytes <= limits.head else { throw .trailerTooLong }
        switch place {
        case .line: try beginTrailerField(byte, limits)
        case .name: try readTrailerName(byte)
        case .value: try readTrailerValue(byte)
        default:
            guard byte == HTTPBytes.lineFeed else { throw .bareReturn }
            place = .line
        }
    }

    private mutating func beginTrailerField(_ byte: UInt8, _ limits: HTTPLimits) throws(HTTPFailure) {
        if HTTPBytes.isBlank(byte) { throw .foldedField }
        guard HTTPBytes.isToken(byte) else { throw .name(endedBy: byte, isEmpty: true) }
        guard trailerFields < limits.fields else { throw .trailerFields }
        trailerFields &+= 1
        place = .name
    }

    private mutating func readTrailerName(_ byte: UInt8) throws(HTTPFailure) {
        if HTTPBytes.isToken(byte) { return }
        guard byte == UInt8(ascii: ":") else { throw .name(endedBy: byte, isEmpty: false) }
        place = .value
    }

    private mutating func readTrailerValue(_ byte: UInt8) throws(HTTPFailure) {
        if byte == HTTPBytes.carriageReturn {
            place = .valueEnd
        } else if byte < 0x20 && byte != HTTPBytes.tab || byte == 0x7F {
            throw .value(endedBy: byte)
        }
    }
}
