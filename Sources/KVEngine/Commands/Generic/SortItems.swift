// The elements that SORT sorts, copied out of their value: other keys are looked up while they are weighed,
// and the result may be stored over the value they came from. All texts are in one buffer, one after another.

import RESP

/// Elements with what they are sorted by.
struct SortItems {
    private struct Item {
        let element: Range<Int>
        /// What is compared of numbers.
        var number = 0.0
        /// What is compared of texts; nil, which is less than any, when there is none.
        var text: Range<Int>?
    }

    private let bytes = ByteBuffer(capacity: 1024)
    private var items: [Item] = []

    mutating func append(_ element: ByteView) {
        items.append(Item(element: store(element)))
    }

    /// The element at a place; valid until an element is appended or the elements are sorted.
    subscript(place: Int) -> ByteView { bytes.view[items[place].element] }

    private func store(_ view: ByteView) -> Range<Int> {
        let start = bytes.count
        bytes.append(view)
        return start..<bytes.count
    }

    /// - Throws: when numbers are compared and an element has none.
    mutating func sort(by options: SortOptions, _ call: borrowing Call) throws(RedisError) {
        if options.isAlphabetic {
            weighTexts(options, call)
            sortTexts(descending: options.isDescending)
        } else {
            try weighNumbers(options, call)
            sortNumbers(descending: options.isDescending)
        }
    }
}

// MARK: - Numbers

extension SortItems {
    /// Every element is looked at before the one that is no number is reported.
    private mutating func weighNumbers(_ options: SortOptions, _ call: borrowing Call) throws(RedisError) {
        let name = ByteBuffer()
        let pattern = options.weights ?? .element
        var areNumbers = true
        for place in items.indices {
            pattern.withText(for: self[place], call, name) { text in
                guard let text else { return }
                guard let number = SortItems.number(in: text) else { return areNumbers = false }
                items[place].number = number
            }
        }
        guard areNumbers else {
            throw RedisError("ERR One or more scores can't be converted into double")
        }
    }

    /// Reads a number as C does: blanks may come first, nothing at all is zero, a NUL ends the text. What C
    /// cannot read exactly for being near zero is refused.
    private static func number(in view: ByteView) -> Double? {
        let text = view.beforeNUL
        guard !text.isEmpty else { return 0 }
        var start = 0
        while start < text.count, DoubleText.isBlank(text[start]) { start += 1 }
        return DoubleText.parse(text[start..<text.count], refusing: .all)
    }

    /// Equal numbers are ordered by the elements themselves.
    private mutating func sortNumbers(descending: Bool) {
        let view = bytes.view
        items.sort { left, right in
            let (low, high) = descending ? (right, left) : (left, right)
            if low.number != high.number { return low.number < high.number }
            return view[low.element].compare(view[high.element]) < 0
        }
    }
}

// MARK: - Texts

extension SortItems {
    private mutating func weighTexts(_ options: SortOptions, _ call: borrowing Call) {
        let name = ByteBuffer()
        // Texts are compared as C strings, except when the result is stored: then as bytes.
        let isBinary = options.destination != nil
        for place in items.indices {
            guard let pattern = options.weights else {
                let element = items[place].element
                let end = isBinary ? element.count : self[place].beforeNUL.count
                items[place].text = element.lowerBound..<element.lowerBound + end
                continue
            }
            pattern.withText(for: self[place], call, name) { text in
                guard let text else { return }
                items[place].text = store(isBinary ? text : text.beforeNUL)
            }
        }
    }

    /// Equal texts keep the order in which their elements came, whatever the direction.
    private mutating func sortTexts(descending: Bool) {
        let view = bytes.view
        items.sort { left, right in
            let order = SortItems.compare(left.text, right.text, in: view)
            if order != 0 { return descending ? order > 0 : order < 0 }
            let (first, second) = (left.element, right.element)
            return (first.lowerBound, first.upperBound) < (second.lowerBound, second.upperBound)
        }
    }

    private static func compare(_ left: Range<Int>?, _ right: Range<Int>?, in view: ByteView) -> Int {
        switch (left, right) {
        case (let left?, let right?): view[left].compare(view[right])
        case (nil, nil): 0
        case (nil, _): -1
        case (_, nil): 1
        }
    }
}
