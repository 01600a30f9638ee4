import CampaignModel

extension MappingDefinition {
    /// A file of `templates/` that is no plain body.
    static let template = MappingDefinition(
        "What a message says, in Mustache: {{firstName}} is a field of the recipient.",
        [
            FieldDefinition("subject", .text, "The subject of a mail."),
            FieldDefinition("text", .text, "The message as plain text."),
            FieldDefinition("html", .text, "The message as HTML; what comes from a contact is escaped."),
            FieldDefinition(
                "parseMode", .choice(of: Template.ParseMode.self), "How Telegram reads the text; plain where left out."),
            FieldDefinition(
                "listUnsubscribe", .text,
                "The header of mail by which people unsubscribe, such as \"<https://example.com/u/{{userId}}>\"."),
            .schema,
        ], needs: [.oneOf(["text", "html"], hint: "add 'text:' or 'html:', or both")])

    /// A file of `calendars/` that is no iCalendar file.
    static let calendar = MappingDefinition(
        "Days that a schedule leaves out.",
        [
            FieldDefinition(
                "dates", .list(of: .text(.days)),
                "Days such as 2026-11-26, and ranges such as 2026-12-24..2026-12-26."),
            FieldDefinition("yearly", .list(of: .text(.dayOfYear)), "Days of every year, such as \"12-25\" (MM-DD)."),
            .schema,
        ],
        needs: [.oneOf(["dates", "yearly"], hint: "add 'dates: [2026-11-26]' or 'yearly: [\"12-25\"]'")])
}
