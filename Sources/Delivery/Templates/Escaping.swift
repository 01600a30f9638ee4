import CampaignModel
internal import Mustache

/// How a contact's values are made harmless where they are put.
enum Escaping {
    case none, html, markdownV2

    init(_ parseMode: Template.ParseMode?) {
        switch parseMode {
        case .html: self = .html
        case .markdownV2: self = .markdownV2
        // The Bot API's old Markdown has no escape that works everywhere; values are taken as they are.
        case .markdown, nil: self = .none
        }
    }

    /// The library's own way to say it, put before the template's text. On a line of its own, which the library takes
    /// away whole: the text's first line then reads like any other.
    var pragma: String {
        switch self {
        case .none: "{{% CONTENT_TYPE:TEXT}}\n"
        case .html: Self.areRegistered ? "{{% CONTENT_TYPE:HTML_SCALARS}}\n" : ""
        case .markdownV2: Self.areRegistered ? "{{% CONTENT_TYPE:MARKDOWNV2}}\n" : ""
        }
    }

    private static let areRegistered: Bool = {
        MustacheContentTypes.register(HTMLText(), named: "HTML_SCALARS")
        MustacheContentTypes.register(MarkdownV2(), named: "MARKDOWNV2")
        return true
    }()
}

// Both look at scalars: a combining mark behind a quote makes another Character of the two, and no other quote.

/// In place of the library's own HTML escaping, which looks at Characters.
private struct HTMLText: MustacheContentType {
    func escapeText(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "&": escaped += "&amp;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}

/// Telegram's MarkdownV2: these characters are preceded by a backslash (Bot API, "MarkdownV2 style").
private struct MarkdownV2: MustacheContentType {
    private static let special = Set("_*[]()~`>#+-=|{}.!\\".unicodeScalars)

    func escapeText(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            if Self.special.contains(scalar) { escaped.append("\\") }
            escaped.unicodeScalars.append(scalar)
        }
        return escaped
    }
}
