import CampaignModel

extension MappingDefinition {
    static let campaign = MappingDefinition(
        "A message campaign: what is sent to whom, and when.", campaignFields,
        needs: [
            .always("campaignId", hint: "add 'campaignId: a-name-of-its-own'", mayBeDefault: false),
            .always("type", hint: "add 'type: …'"),
            .always("schedule", hint: "say when it runs"),
            .always("targetAudience", hint: "say who receives it"),
            .always("messageConfig", hint: "say what is sent: a templateId"),
        ], decidedBy: "type")

    private static let campaignFields: [FieldDefinition] =
        [
            FieldDefinition(
                "campaignId", .text(.campaignId),
                "The campaign's identity, unique in the tree: letters, digits, '.', '_' and '-', at most 128. "
                    + "Renaming the file changes nothing; changing this makes another campaign.")
        ] + inheritable + [.schema]

    /// What `_defaults.yaml` may say for all campaigns.
    static let inheritable: [FieldDefinition] = [
        FieldDefinition("campaignName", .text, "What people call it."),
        FieldDefinition(
            "type", .choice(of: CampaignType.self),
            "one-time: at schedule.startDateTime. recurring: by schedule.recurring. trigger-based: after an event of "
                + "schedule.triggers."),
        FieldDefinition(
            "status", .choice(of: DeclaredStatus.self),
            "active where left out. draft: checked and never sent. paused: what would have run meanwhile is never "
                + "caught up. cancelled: ended for good."),
        FieldDefinition("schedule", .mapping(.schedule), "When it runs."),
        FieldDefinition("targetAudience", .mapping(.targetAudience), "Who receives it."),
        FieldDefinition("messageConfig", .mapping(.messageConfig), "What is sent, and by which channel."),
        FieldDefinition(
            "deliverySettings", .mapping(.deliverySettings), "How fast, at what hours, and what becomes of failures."),
        FieldDefinition("notifications", .mapping(.notifications), "Who is told of a run."),
    ]
}
