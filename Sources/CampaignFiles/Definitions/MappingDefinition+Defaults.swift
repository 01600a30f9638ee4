import CampaignModel

extension MappingDefinition {
    /// `_defaults.yaml`.
    static let defaults = MappingDefinition(
        "What every campaign of the tree inherits: any of a campaign's fields, and what concerns the tree as a whole. "
            + "A campaign's own field wins; maps merge, all else is replaced.",
        [FieldDefinition("campaignId", .nothing, "Each campaign's own: it can't have a default.")] + inheritable + [
            FieldDefinition(
                "timezone", .text(.zone), "IANA identifier for campaigns that name none, such as Europe/Paris."),
            FieldDefinition("lint", .mapping(.lint), "What becomes of the advice that validate gives."),
            FieldDefinition(
                "suppression", .list(of: .mapping(.source)), "Sources of contacts who get nothing, ever."),
            FieldDefinition(
                "contacts", .mapping(.source), "The people behind an audience of type all, dynamic and individual.",
                isWhole: true), .schema,
        ])

    private static let lint = MappingDefinition(
        "What becomes of the advice that validate gives.",
        LintRules.names.map {
            FieldDefinition($0, .choice(of: Defaults.LintLevel.self), "off, warning (the default) or error.")
        })

    /// `contacts`, or an element of `suppression`.
    static let source = source([])
    /// A file of `segments/`.
    static let segment = source([.schema])

    private static func source(_ more: [FieldDefinition]) -> MappingDefinition {
        MappingDefinition(
            "Where contacts come from, and which field is the recipient's id.", sourceFields + more,
            needs: sourceNeeds, decidedBy: "type")
    }

    private static let sourceFields = [
        FieldDefinition(
            "type", .choice(of: ContactSource.Kind.self),
            "csv (with a header line), jsonl, sqlite (opened read-only), or a command that prints JSON lines."),
        FieldDefinition(
            "path", .text(.path), "csv, jsonl, sqlite: the file, relative to the tree's root, or absolute."),
        FieldDefinition("query", .text, "sqlite: the SELECT."),
        FieldDefinition("argv", .commandLine, "command: the program and its arguments."),
        FieldDefinition("id", .text, "The field that is the recipient's id, such as userId."),
        FieldDefinition("match", .mapping(.criteria), "Keeps the contacts who meet these criteria alone."),
    ]

    private static let sourceNeeds: [Requirement] = [
        .always("id", hint: "add 'id: userId', the field that is the recipient's id"),
        .always("type", hint: "add 'type: csv'"),
        .given(ContactSource.Kind.csv, .jsonl, .sqlite, need: "path", hint: "add 'path: …'"),
        .given(ContactSource.Kind.sqlite, need: "query", hint: "add 'query: …'"),
        .given(ContactSource.Kind.command, need: "argv", hint: "add 'argv: …'"),
    ]
}
