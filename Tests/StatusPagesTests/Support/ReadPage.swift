import Foundation
import FoundationXML

/// A page as a strict XML parser reads it: it takes nothing that isn't well-formed.
final class ReadPage: NSObject, XMLParserDelegate {
    struct Element {
        var name: String
        var attributes: [String: String]
        /// Of all that is within.
        var text = ""
        /// The element around it, by its place in `elements`.
        var parent: Int?
    }

    private(set) var elements: [Element] = []
    private var open: [Int] = []

    /// - Throws: the parser's complaint.
    init(_ html: String) throws {
        super.init()
        let parser = XMLParser(data: Data(html.utf8))
        parser.shouldResolveExternalEntities = false
        parser.delegate = self
        guard parser.parse() else {
            throw NotWellFormed(
                line: parser.lineNumber, column: parser.columnNumber,
                reason: "\(String(describing: parser.parserError))")
        }
    }

    struct NotWellFormed: Error { var line: Int, column: Int, reason: String }

    func all(_ name: String) -> [Element] { elements.filter { $0.name == name } }

    func parent(of element: Element) -> Element? { element.parent.map { elements[$0] } }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
    ) {
        elements.append(Element(name: name, attributes: attributes, parent: open.last))
        open.append(elements.count - 1)
    }

    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
        open.removeLast()
    }

    func parser(_ parser: XMLParser, foundCharacters text: String) {
        for index in open { elements[index].text += text }
    }
}
