// Reads XML with the system's parser, which takes nothing that is not well formed.

import Foundation

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// An element of a document.
struct MarkupElement {
    let name: String
    let attributes: [String: String]
    var text = ""
}

/// The elements of a document, in the order of their starts.
final class MarkupReader: NSObject, XMLParserDelegate {
    private(set) var elements: [MarkupElement] = []
    private var open: [Int] = []

    /// - Returns: nil when the text is not well formed.
    static func elements(of text: String) -> [MarkupElement]? {
        let (parser, reader) = (XMLParser(data: Data(text.utf8)), MarkupReader())
        parser.delegate = reader
        return parser.parse() ? reader.elements : nil
    }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
    ) {
        open.append(elements.count)
        elements.append(MarkupElement(name: name, attributes: attributes))
    }

    func parser(_ parser: XMLParser, didEndElement: String, namespaceURI: String?, qualifiedName: String?) {
        open.removeLast()
    }

    func parser(_ parser: XMLParser, foundCharacters text: String) {
        if let last = open.last { elements[last].text += text }
    }
}
