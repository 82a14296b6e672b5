// Few things with names, in the order of these: a stream's groups, and a group's consumers.

/// What has a name that does not change.
protocol Named: AnyObject {
    var name: [UInt8] { get }
}

/// Things by name, sorted by its bytes.
struct NamedList<Element: Named>: Sequence {
    private var elements: [Element] = []

    var count: Int { elements.count }

    var isEmpty: Bool { elements.isEmpty }

    func makeIterator() -> IndexingIterator<[Element]> { elements.makeIterator() }

    /// - Complexity: O(log n).
    subscript(name: [UInt8]) -> Element? {
        let index = index(of: name)
        return index < elements.count && elements[index].name == name ? elements[index] : nil
    }

    /// Adds something whose name nothing else has.
    mutating func insert(_ element: Element) { elements.insert(element, at: index(of: element.name)) }

    /// Takes out what has a name, which is there.
    mutating func remove(_ name: [UInt8]) { elements.remove(at: index(of: name)) }

    /// Where a name is, or where it would be put.
    private func index(of name: [UInt8]) -> Int {
        var (low, high) = (0, elements.count)
        while low < high {
            let middle = low + (high - low) / 2
            if elements[middle].name.lexicographicallyPrecedes(name) {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low
    }
}
