// Whole values as replies: for what is rare enough to be built as a tree first.

extension ReplyWriter {
    /// Writes a value in the form that the client reads.
    package func value(_ value: RESPValue) {
        switch value {
        case .simple(let text): simple(text)
        case .error(let text), .blobError(let text): error(text)
        case .integer(let number): integer(number)
        case .bulk(let bytes): bulk(bytes)
        case .verbatim(_, let bytes): verbatim(String(decoding: bytes, as: UTF8.self))
        case .bigNumber(let digits): bulk(digits)
        case .null: null()
        case .boolean(let flag): boolean(flag)
        case .double(let number): "\(number)".withByteView { double(spelled: $0) }
        case .array(let elements): write(elements) { array($0) }
        case .set(let elements): write(elements) { set($0) }
        case .push(let elements): write(elements) { push($0) }
        case .map(let pairs):
            map(pairs.count)
            for pair in pairs {
                self.value(pair.key)
                self.value(pair.value)
            }
        }
    }

    private func write(_ elements: [RESPValue], _ header: (Int) -> Void) {
        header(elements.count)
        for element in elements { value(element) }
    }
}
