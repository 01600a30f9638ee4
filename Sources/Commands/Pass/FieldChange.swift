import CampaignModel

/// One field in which two declarations differ.
struct FieldChange: Equatable {
    /// Dotted, as in `CampaignChange.fields`.
    var field: String
    /// Both null where there is nothing of that name.
    var before: JSONValue
    var after: JSONValue
}

extension FieldChange {
    /// Both values as JSON, each on one line and hardly longer than `width` characters: of longer ones, the part where
    /// they begin to differ.
    func values(width: Int) -> (before: String, after: String) {
        let texts = [before, after].map { Self.text($0) }
        guard let old = texts.first, let new = texts.last, max(old.count, new.count) > width else {
            return (texts.first ?? "", texts.last ?? "")
        }
        let common = zip(old, new).prefix { $0 == $1 }.count
        let start = max(0, common - width / 4)
        return (Self.cut(old, from: start, width: width), Self.cut(new, from: start, width: width))
    }

    private static func cut(_ text: String, from start: Int, width: Int) -> String {
        guard text.count > width else { return text }
        let part = text.dropFirst(start)
        let isCut = part.count > width
        return (start > 0 ? "…" : "") + part.prefix(width) + (isCut ? "…" : "")
    }

    /// Without control characters, which a terminal would obey.
    private static func text(_ value: JSONValue) -> String {
        value == .null ? "(none)" : JSONText.text(value).withoutControls
    }
}
