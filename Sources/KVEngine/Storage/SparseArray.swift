// A fixed number of plain values of which most are never changed: a server counts hundreds of commands and is asked
// for a dozen. They are kept in blocks that are allocated when something in them is first changed; until then they
// are all the same. A changed value is reached through one more pointer than in a plain array. It is no class, so that
// its owner's values are reached without a count of references.

/// A fixed number of trivially copyable values, allocated as they are changed, with checked subscripts.
@safe
struct SparseArray<Element: BitwiseCopyable>: ~Copyable {
    private static var blockLength: Int { 16 }

    private let blocks: UnsafeMutablePointer<UnsafeMutablePointer<Element>?>
    private let blockCount: Int
    /// What every value is that nobody has changed.
    private let initial: UnsafeMutablePointer<Element>
    let count: Int

    init(repeating element: Element, count: Int) {
        precondition(count > 0, "a sparse array has at least one element")
        self.count = count
        blockCount = (count + Self.blockLength - 1) / Self.blockLength
        unsafe blocks = .allocate(capacity: blockCount)
        unsafe blocks.initialize(repeating: nil, count: blockCount)
        unsafe initial = .allocate(capacity: 1)
        unsafe initial.initialize(to: element)
    }

    deinit {
        removeAll()
        unsafe blocks.deallocate()
        unsafe initial.deallocate()
    }

    /// Sets every value to what it was at first.
    func removeAll() {
        for index in 0..<blockCount {
            unsafe blocks[index]?.deallocate()
            unsafe blocks[index] = nil
        }
    }

    subscript(index: Int) -> Element {
        @inline(__always) unsafeAddress {
            precondition(UInt(bitPattern: index) < UInt(bitPattern: count), "index outside the array")
            guard let block = unsafe blocks[index / Self.blockLength] else {
                return unsafe UnsafePointer(initial)
            }
            return unsafe UnsafePointer(block + index % Self.blockLength)
        }
        @inline(__always) nonmutating unsafeMutableAddress {
            precondition(UInt(bitPattern: index) < UInt(bitPattern: count), "index outside the array")
            let block = unsafe blocks[index / Self.blockLength] ?? makeBlock(index / Self.blockLength)
            return unsafe block + index % Self.blockLength
        }
    }

    @inline(never)
    private func makeBlock(_ index: Int) -> UnsafeMutablePointer<Element> {
        let block = UnsafeMutablePointer<Element>.allocate(capacity: Self.blockLength)
        unsafe block.initialize(repeating: initial.pointee, count: Self.blockLength)
        unsafe blocks[index] = block
        return unsafe block
    }
}
