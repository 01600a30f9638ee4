import CampaignModel

extension MappingDefinition {
    static let messageConfig = MappingDefinition(
        "What is sent, and by which channel.",
        [
            FieldDefinition(
                "channel", .text, "The name of a file of channels/; the built-in outbox where nothing names one."),
            FieldDefinition(
                "templateId", .text, "The name of a file of templates/. Variations take its place where there are any."),
            FieldDefinition(
                "personalization", .mapping(.personalization), "The fields of a contact that templates may see."),
            FieldDefinition(
                "variations", .list(of: .mapping(.variation), mayBeEmpty: false),
                "Versions to compare; a recipient keeps the same one."),
        ],
        needs: [
            .oneOf(
                ["templateId", "variations"],
                hint: "add 'templateId:', the name of a file of templates/, or 'variations:'")
        ])

    private static let personalization = MappingDefinition(
        "The fields of a contact that templates may see.",
        [
            FieldDefinition("enabled", .truth, "false: none of them. true where left out."),
            FieldDefinition("fields", .list(of: .text), "Their names; a template that asks for another is at fault."),
        ])

    private static let variation = MappingDefinition(
        "One version of the message.",
        [
            FieldDefinition("name", .text, "What the history calls it; unique in the campaign."),
            FieldDefinition("templateId", .text, "The name of a file of templates/."),
            FieldDefinition(
                "weight",
                .number(NumberRange(expected: "a number above 0, at most 1,000,000", above: 0, most: 1_000_000)),
                "Its share, relative to the others'; 1 where left out."),
        ], needs: [.always("name", hint: "add 'name: …'"), .always("templateId", hint: "add 'templateId: …'")])
}
