import ScheduleEngine

/// What all pages have around their content.
struct PageFrame {
    let title: String
    let now: Instant
    /// From here to the overview: links are relative, so that the endpoint may stand below any path of a proxy.
    let root: String
    /// From here to here.
    let own: String

    func document(@MarkupBuilder header: () -> Markup, @MarkupBuilder main: () -> Markup) -> String {
        let root = tag("html", Attribute("lang", "en")) {
            tag("head") {
                tag("meta", Attribute("charset", "utf-8"))
                tag("meta", Attribute("name", "viewport"), Attribute("content", "width=device-width, initial-scale=1"))
                tag("meta", Attribute("name", "color-scheme"), Attribute("content", "light dark"))
                tag("title") { title }
                tag("link", Attribute("rel", "icon"), Attribute("type", "image/svg+xml"), .href(Self.icon))
                Markup.style(StyleSheet.css)
            }
            tag("body") {
                tag("a", .class("skip"), .href("#main")) { "To the content" }
                Glyph.definitions
                tag("header") {
                    header()
                    tag("p", .class("read")) {
                        "Read at "
                        Moment.utc(now, now: now)
                        " · "
                        tag("a", .href(own)) { "reload" }
                    }
                }
                tag("main", .id("main"), Attribute("tabindex", "-1")) { main() }
                footer
            }
        }
        return Markup.document(root)
    }

    private var footer: Markup {
        tag("footer") {
            tag("p") {
                "Times are UTC; beside them the campaign’s own clock where it differs. For programs: "
                tag("a", .href(root + "api/v1/scheduled-campaigns")) { "JSON" }
                ", "
                tag("a", .href(root + "metrics")) { "metrics" }
                "."
            }
        }
    }

    /// A bell tower. Without an icon of the page's own, browsers ask for `/favicon.ico`.
    private static let icon =
        "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E"
        .replacing(" ", with: "%20")
        + "%3Cpath%20fill='%2324668f'%20d='M8%200l4%204v12H4V4zM8%205.2a1.6%201.6%200%200%200-1.6%201.6V9h3.2V6.8A1.6%201.6"
        + "%200%200%200%208%205.2z'/%3E%3C/svg%3E"
}

/// Parts that a page's sections are made of.
enum Section {
    static func of(
        _ id: String, _ title: String, note: String? = nil, @MarkupBuilder content: () -> Markup
    ) -> Markup {
        tag("section", .labelledBy(id)) {
            tag("h2", .id(id)) { title }
            if let note { tag("p", .class("note")) { note } }
            content()
        }
    }

    static func nothing(_ sentence: String) -> Markup { tag("p", .class("quiet")) { sentence } }
}

/// Where a campaign's page is, and what it is called there.
enum CampaignLink {
    /// RFC 3986 §2.3: what needs no escape in a path.
    private static let plain = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~".utf8)

    /// Relative to the overview.
    static func path(_ id: String) -> String { "campaigns/" + segment(id) }

    /// The last part of the path.
    static func segment(_ id: String) -> String {
        var text = ""
        for byte in id.utf8 {
            if plain.contains(byte) {
                text.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                let digits = String(byte, radix: 16, uppercase: true)
                text += byte < 16 ? "%0\(digits)" : "%\(digits)"
            }
        }
        // A segment of dots alone would lead elsewhere.
        return text.allSatisfy { $0 == "." } ? text.replacing(".", with: "%2E") : text
    }

    /// The longest name that a list shows; the campaign's own page has all of it.
    static let mostCharacters = 48

    /// The name, else the id. Isolated, since letters of other scripts turn around what stands beside them.
    static func of(_ id: String, name: String?) -> Markup {
        tag("a", .href(path(id))) {
            tag("bdi") { (name ?? id).shortened(to: mostCharacters) }
        }
    }
}
