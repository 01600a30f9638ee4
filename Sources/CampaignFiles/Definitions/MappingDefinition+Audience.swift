import CampaignModel

extension MappingDefinition {
    static let targetAudience = MappingDefinition(
        "Who receives the messages.",
        [
            FieldDefinition(
                "type", .choice(of: TargetAudience.Kind.self),
                "all: the contacts of _defaults.yaml. segment: segmentId. dynamic: the contacts who meet "
                    + "dynamicCriteria. individual: userIds."),
            FieldDefinition("segmentId", .text, "segment: the name of a file of segments/."),
            FieldDefinition("dynamicCriteria", .mapping(.criteria), "dynamic: what a contact must meet."),
            FieldDefinition("userIds", .list(of: .text, mayBeEmpty: false), "individual: the recipients' ids."),
            FieldDefinition("exclude", .list(of: .text), "Segments that are left out."),
            FieldDefinition(
                "holdout", .number(NumberRange(expected: "a percentage from 0 to below 100", least: 0, below: 100)),
                "Percent of the audience that never gets this campaign, so that its effect can be measured."),
            FieldDefinition("guard", .mapping(.audienceGuard), "A run whose audience is beyond this doesn't start."),
        ],
        needs: [
            .always("type", hint: "add 'type: all', segment, dynamic or individual"),
            .given(
                TargetAudience.Kind.segment, need: "segmentId",
                hint: "add 'segmentId:', the name of a file of segments/"
            ),
            .given(TargetAudience.Kind.individual, need: "userIds", hint: "add 'userIds: [user123]'"),
            .given(
                TargetAudience.Kind.dynamic, need: "dynamicCriteria", mayBeEmpty: false,
                hint: "add 'dynamicCriteria: { newUsers: true, within: 24h }'"),
        ], decidedBy: "type")

    private static let audienceGuard = MappingDefinition(
        "Limits that an audience must not exceed.",
        [
            FieldDefinition("maxRecipients", .integer(1...Int.max), "A larger audience doesn't start."),
            FieldDefinition(
                "maxChange", .number(NumberRange(expected: "a percentage, 0 or more", least: 0)),
                "Nor one that grew by more percent than this since the last run."),
        ])

    static let criteria = MappingDefinition(
        "Fields of a contact, each with a value, a list of values, or comparisons.",
        [
            FieldDefinition(
                "newUsers", .truth, "Whether the contact registered (registeredAt) within the time of 'within'."),
            FieldDefinition("within", .duration, "How long a contact counts as new; 24h where left out."),
        ],
        others: .either([
            .scalar(mayBeNull: false), .list(of: .scalar(mayBeNull: false), mayBeEmpty: false), .mapping(.comparisons),
        ]))

    static let comparisons = MappingDefinition(
        "Comparisons that all must hold.",
        [
            FieldDefinition("eq", .scalar(mayBeNull: true), "It is this."),
            FieldDefinition("ne", .scalar(mayBeNull: true), "It isn't this."),
            FieldDefinition("in", .list(of: .scalar(mayBeNull: false), mayBeEmpty: false), "It is one of these."),
            FieldDefinition("gt", .ordered, "It is greater."),
            FieldDefinition("gte", .ordered, "It is this or greater."),
            FieldDefinition("lt", .ordered, "It is less."),
            FieldDefinition("lte", .ordered, "It is this or less."),
            FieldDefinition("exists", .truth, "Whether the contact has it."),
            FieldDefinition("prefix", .text, "It begins with this."),
        ], nullIsAbsent: false)
}
