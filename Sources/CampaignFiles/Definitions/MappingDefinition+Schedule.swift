import CampaignModel

extension MappingDefinition {
    static let schedule = MappingDefinition(
        "When a campaign runs.",
        [
            FieldDefinition(
                "startDateTime", .instant,
                "one-time: the moment that it runs. recurring: nothing runs before it, and intervals are counted from "
                    + "it. With an offset or Z, such as 2026-12-25T10:00:00Z."),
            FieldDefinition(
                "recurring", .mapping(.recurring), "The rule of a recurring campaign.",
                neededBy: CampaignType.recurring.rawValue),
            FieldDefinition(
                "triggers", .list(of: .mapping(.trigger), mayBeEmpty: false),
                "The events that a trigger-based campaign waits for."),
            FieldDefinition("catchUp", .mapping(.catchUp), "What becomes of runs that were missed."),
            FieldDefinition(
                "overlap", .choice(of: OverlapMode.self),
                "When an earlier run is still open. skip (the default): the new one is left out. queue: one waits "
                    + "behind it. replace: the open one is cancelled. allow: both go on."),
            FieldDefinition(
                "spread", .duration,
                "Moves each run by an amount below this that is fixed for the campaign, so that campaigns of the same "
                    + "minute don't all begin at once."),
        ],
        needs: [
            .given(CampaignType.oneTime, need: "startDateTime", hint: "add 'startDateTime: 2026-12-25T10:00:00Z'"),
            .given(CampaignType.recurring, need: "recurring", hint: "add 'recurring:' with a pattern"),
            .given(CampaignType.triggerBased, need: "triggers", hint: "add the events that it waits for"),
        ], decidedBy: "type", isDecidedAbove: true)

    private static let catchUp = MappingDefinition(
        "What becomes of runs that were missed, because the machine was off for example.",
        [
            FieldDefinition(
                "policy", .choice(of: CatchUp.Policy.self),
                "skip: none of them runs. latest (the default): only the newest of all that are due. all: oldest first."
            ),
            FieldDefinition("window", .duration, "Missed by more than this, it is not caught up; 24h where left out."),
            FieldDefinition(
                "limit", .integer(1...1_000_000), "all: at most so many of the missed ones; 10 where left out."),
            FieldDefinition("grace", .duration, "Up to this late a run counts as on time; 5m where left out."),
        ])

    private static let trigger = MappingDefinition(
        "One event that the campaign waits for.",
        [
            FieldDefinition("type", .choice([TriggerReader.kind]), "user_event, the only one there is."),
            FieldDefinition(
                "conditions", .mapping(.conditions), "What an event must be: its name, and values of its fields."),
            FieldDefinition(
                "delay", .mapping(.delay), "How long after the event the message goes out; at once where left out."),
        ], needs: [.always("conditions", hint: "add 'conditions: { event: user_registered }'")])

    private static let conditions = MappingDefinition(
        "What an event must be.",
        [FieldDefinition("event", .text, "The event's name, such as user_registered.")],
        needs: [.always("event", hint: "add 'event: user_registered'")], others: .anything)

    private static let delay = MappingDefinition(
        "A length of time.",
        [
            FieldDefinition("value", .integer(0...1_000_000), "How many units."),
            FieldDefinition("unit", .choice(of: Delay.Unit.self), "The unit."),
        ], needs: [.always("value", hint: "add 'value: …'"), .always("unit", hint: "add 'unit: …'")])
}
