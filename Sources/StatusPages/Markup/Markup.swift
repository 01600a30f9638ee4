/// HTML that is also well-formed XML. It can only be made of elements and of texts, and every text is escaped as it comes
/// in: names, reasons and file names are somebody else's words.
struct Markup {
    private(set) var html: String

    /// Text, wherever a text may stand.
    init(text: String) { html = Escaping.text(text) }

    private init(html: String) { self.html = html }

    static let nothing = Markup(html: "")

    static func + (a: Markup, b: Markup) -> Markup { Markup(html: a.html + b.html) }
    static func += (a: inout Markup, b: Markup) { a.html += b.html }

    /// An element. Names are those of the source text: none comes from outside.
    static func element(_ name: StaticString, _ attributes: [Attribute], _ content: Markup?) -> Markup {
        var html = "<\(name)"
        for attribute in attributes { html += attribute.html }
        guard let content else { return Markup(html: html + "/>") }
        return Markup(html: html + ">" + content.html + "</\(name)>")
    }

    /// A style sheet of our own. HTML reads it as it stands and XML doesn't, so it must do without `<` and `&`.
    static func style(_ css: StaticString) -> Markup { Markup(html: "<style>\(css)</style>") }

    /// A whole document.
    static func document(_ root: Markup) -> String { "<!DOCTYPE html>\n" + root.html + "\n" }
}

/// A name and a value; the value is escaped.
struct Attribute {
    let html: String

    init(_ name: StaticString, _ value: String) { html = " \(name)=\"\(Escaping.attribute(value))\"" }

    static func `class`(_ value: String) -> Attribute { Attribute("class", value) }
    static func id(_ value: String) -> Attribute { Attribute("id", value) }
    static func href(_ value: String) -> Attribute { Attribute("href", value) }
    static func labelledBy(_ id: String) -> Attribute { Attribute("aria-labelledby", id) }
    static let hidden = Attribute("aria-hidden", "true")
    static let column = Attribute("scope", "col")
    static let row = Attribute("scope", "row")
}

/// Lists of elements and texts as they are written between braces.
@resultBuilder enum MarkupBuilder {
    static func buildExpression(_ markup: Markup) -> Markup { markup }
    static func buildExpression(_ text: String) -> Markup { Markup(text: text) }
    static func buildBlock(_ parts: Markup...) -> Markup { join(parts) }
    static func buildArray(_ parts: [Markup]) -> Markup { join(parts) }
    static func buildOptional(_ part: Markup?) -> Markup { part ?? .nothing }
    static func buildEither(first part: Markup) -> Markup { part }
    static func buildEither(second part: Markup) -> Markup { part }

    private static func join(_ parts: [Markup]) -> Markup {
        var all = Markup.nothing
        for part in parts { all += part }
        return all
    }
}

/// An element with what is between its tags.
func tag(_ name: StaticString, _ attributes: Attribute..., @MarkupBuilder content: () -> Markup) -> Markup {
    .element(name, attributes, content())
}

/// An element that has nothing between its tags, and no end tag.
func tag(_ name: StaticString, _ attributes: Attribute...) -> Markup { .element(name, attributes, nil) }
