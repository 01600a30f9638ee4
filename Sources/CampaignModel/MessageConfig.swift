/// What is said, and how it leaves.
public struct MessageConfig: Codable, Hashable, Sendable {
    /// A file of `channels/`, or the built-in `outbox`.
    public var channel: String?
    public var templateId: String?
    public var personalization: Personalization?
    public var variations: [Variation]?

    public init(
        channel: String? = nil, templateId: String? = nil, personalization: Personalization? = nil,
        variations: [Variation]? = nil
    ) {
        self.channel = channel
        self.templateId = templateId
        self.personalization = personalization
        self.variations = variations
    }

    /// The template's and those of the variations.
    public var templateIds: [String] { [templateId].compactMap(\.self) + (variations ?? []).map(\.templateId) }
}

public struct Personalization: Codable, Hashable, Sendable {
    public var enabled: Bool?
    /// The only fields of a contact that a template sees.
    public var fields: [String]?

    public init(enabled: Bool? = nil, fields: [String]? = nil) {
        self.enabled = enabled
        self.fields = fields
    }
}

public struct Variation: Codable, Hashable, Sendable {
    public var name: String
    public var templateId: String
    /// Relative to the other variations' weights; above 0, 1 where left out.
    public var weight: Double?

    public init(name: String, templateId: String, weight: Double? = nil) {
        self.name = name
        self.templateId = templateId
        self.weight = weight
    }
}

/// A template of the tree: what is said, not yet personalized.
public struct Template: Codable, Hashable, Sendable {
    public enum ParseMode: String, Codable, Hashable, Sendable, CaseIterable {
        case html = "HTML"
        case markdownV2 = "MarkdownV2"
        case markdown = "Markdown"
    }
    public var id: String
    public var subject: String?
    public var text: String?
    public var html: String?
    public var parseMode: ParseMode?
    /// The header field List-Unsubscribe of mail (RFC 2369): addresses in angle brackets.
    public var listUnsubscribe: String?

    public init(
        id: String, subject: String? = nil, text: String? = nil, html: String? = nil, parseMode: ParseMode? = nil,
        listUnsubscribe: String? = nil
    ) {
        self.id = id
        self.subject = subject
        self.text = text
        self.html = html
        self.parseMode = parseMode
        self.listUnsubscribe = listUnsubscribe
    }
}
