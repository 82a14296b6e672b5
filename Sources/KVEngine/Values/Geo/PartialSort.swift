// The first elements of an array in their order, without sorting the others: quicksort that follows only the parts that
// are wanted. Where several elements are equal it shows which algorithm it is, so it is the one of Redis: Bentley and
// McIlroy's, with their choice of the middle and their three-way partition.
//
// Source: J. L. Bentley, M. D. McIlroy, Engineering a sort function, Software: Practice and Experience 23 (1993)

/// Sorts the beginning of an array.
struct PartialSort<Element> {
    private var elements: [Element]
    /// How many are wanted.
    private let wanted: Int
    /// Negative when the first is less, zero when both are equal, positive when it is greater.
    private let compare: (Element, Element) -> Int

    /// The elements with the first `wanted` of them in order.
    ///
    /// - Complexity: O(n + k log k) on average for k of n elements.
    static func sorted(
        _ elements: [Element], first wanted: Int, by compare: @escaping (Element, Element) -> Int
    ) -> [Element] {
        var sort = PartialSort(elements: elements, wanted: wanted, compare: compare)
        sort.sort(0..<elements.count)
        return sort.elements
    }

    private mutating func sort(_ whole: Range<Int>) {
        var range = whole
        while range.count >= 7 {
            let (low, high) = partition(range)
            if isWanted(low) { sort(low) }
            guard isWanted(high) else { return }
            range = high
        }
        sortByInsertion(range)
    }

    private func isWanted(_ range: Range<Int>) -> Bool { range.count > 1 && range.lowerBound < wanted }

    private mutating func sortByInsertion(_ range: Range<Int>) {
        for index in range.dropFirst() {
            var place = index
            while place > range.lowerBound, compare(elements[place - 1], elements[place]) > 0 {
                elements.swapAt(place, place - 1)
                place -= 1
            }
        }
    }

    /// Moves what is less than a middle element before it and what is greater behind it; the two parts.
    private mutating func partition(_ range: Range<Int>) -> (low: Range<Int>, high: Range<Int>) {
        let start = range.lowerBound
        elements.swapAt(start, middle(of: range))
        // Equal elements gather at both ends: before `leftEqual` and behind `rightEqual`.
        var (leftEqual, left) = (start + 1, start + 1)
        var (rightEqual, right) = (range.upperBound - 1, range.upperBound - 1)
        while true {
            while left <= right {
                let order = compare(elements[left], elements[start])
                guard order <= 0 else { break }
                if order == 0 {
                    elements.swapAt(leftEqual, left)
                    leftEqual += 1
                }
                left += 1
            }
            while left <= right {
                let order = compare(elements[right], elements[start])
                guard order >= 0 else { break }
                if order == 0 {
                    elements.swapAt(right, rightEqual)
                    rightEqual -= 1
                }
                right -= 1
            }
            if left > right { break }
            elements.swapAt(left, right)
            left += 1
            right -= 1
        }
        let (less, greater) = (left - leftEqual, rightEqual - right)
        exchange(start, left, min(leftEqual - start, less))
        exchange(left, range.upperBound, min(greater, range.upperBound - 1 - rightEqual))
        return (start..<start + less, range.upperBound - greater..<range.upperBound)
    }

    /// Exchanges so many elements from one place on with as many before another.
    private mutating func exchange(_ first: Int, _ end: Int, _ count: Int) {
        for offset in 0..<count { elements.swapAt(first + offset, end - count + offset) }
    }

    private func middle(of range: Range<Int>) -> Int {
        let (count, start) = (range.count, range.lowerBound)
        var (low, middle, high) = (start, start + count / 2, range.upperBound - 1)
        guard count > 7 else { return middle }
        if count > 40 {
            let distance = count / 8
            low = median(low, low + distance, low + 2 * distance)
            middle = median(middle - distance, middle, middle + distance)
            high = median(high - 2 * distance, high - distance, high)
        }
        return median(low, middle, high)
    }

    private func median(_ a: Int, _ b: Int, _ c: Int) -> Int {
        if compare(elements[a], elements[b]) < 0 {
            if compare(elements[b], elements[c]) < 0 { return b }
            return compare(elements[a], elements[c]) < 0 ? c : a
        }
        if compare(elements[b], elements[c]) > 0 { return b }
        return compare(elements[a], elements[c]) < 0 ? a : c
    }
}
