// The shape of what list commands answer with, to keep the tests readable.

/// An array of bulk strings, as RESP spells it.
func bulks(_ elements: String...) -> String { bulks(elements) }

func bulks(_ elements: [String]) -> String {
    "*\(elements.count)\r\n" + elements.map(bulk).joined()
}

func bulk(_ element: String) -> String { "$\(element.utf8.count)\r\n\(element)\r\n" }
