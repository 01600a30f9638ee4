/// A table that may be wider than a small screen: it scrolls by itself, also for whoever has a keyboard alone.
enum NumberTable {
    /// - Parameter name: what it shows; read out, and not drawn.
    static func of(
        _ name: String, _ kind: String, head: [String], @MarkupBuilder rows: () -> Markup
    ) -> Markup {
        tag(
            "div", .class("scroll"), Attribute("role", "region"), Attribute("tabindex", "0"),
            Attribute("aria-label", name)
        ) {
            tag("table", .class(kind)) {
                tag("caption", .class("unseen")) { name }
                tag("thead") {
                    tag("tr") {
                        for title in head { tag("th", .column) { title } }
                    }
                }
                tag("tbody") { rows() }
            }
        }
    }

    static func number(_ value: Int) -> Markup {
        tag("td", .class(value == 0 ? "number zero" : "number")) { Wording.number(value) }
    }

    /// - Parameter name: its column's; drawn beside it where the screen is too narrow for columns.
    static func number(_ value: Int, of name: String) -> Markup {
        tag("td", .class(value == 0 ? "number zero" : "number"), Attribute("data-name", name)) { Wording.number(value) }
    }
}
