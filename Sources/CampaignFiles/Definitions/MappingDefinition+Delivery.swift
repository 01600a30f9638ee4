import CampaignModel

extension MappingDefinition {
    static let deliverySettings = MappingDefinition(
        "How fast, at what hours, and what becomes of failures.",
        [
            FieldDefinition(
                "priority", .choice(of: Priority.self), "Whose turn it is when several are due; normal where left out."
            ),
            FieldDefinition("rateLimiting", .mapping(.rateLimiting), "How many messages an hour."),
            FieldDefinition(
                "frequencyCap", .mapping(.frequencyCap),
                "At most so many messages to one recipient on this channel, over all campaigns."),
            FieldDefinition("quietHours", .mapping(.quietHours), "When nothing is sent; it waits until they end."),
            FieldDefinition("retry", .mapping(.retry), "How often a failed delivery is tried again."),
            FieldDefinition(
                "onUncertain", .choice(of: UncertainPolicy.self),
                "What a crash or a time-out left unknown. skip: at most once. resend: at least once. Each channel has "
                    + "a default of its own."),
            FieldDefinition(
                "expireAfter", .duration(least: 1),
                "What is unsent this long after the time it was scheduled for is not sent."),
        ])

    private static let messages = ValueKind.integer(1...1_000_000_000)

    private static let rateLimiting = MappingDefinition(
        "How many messages an hour, across runs and crashes.",
        [
            FieldDefinition("enabled", .truth, "false: no limit. true where left out."),
            FieldDefinition("messagesPerHour", messages, "At most so many in any 3,600 seconds."),
            FieldDefinition(
                "burst", messages,
                "How many may go at once after a pause; two minutes' worth where left out."),
            FieldDefinition(
                "rampUp", .list(of: messages, mayBeEmpty: false),
                "Messages an hour for the first hours of a run, such as [100, 500, 1000]."),
        ], needs: [.unlessOff("messagesPerHour", "rampUp", hint: "add 'messagesPerHour: 1000'")])

    private static let frequencyCap = MappingDefinition(
        "At most so many messages to one recipient in a time.",
        [
            FieldDefinition("messages", .integer(1...1_000_000), "How many."),
            FieldDefinition("per", .duration(least: 1), "In how long, such as 7d."),
        ], needs: [.always("messages", hint: "add 'messages: 3'"), .always("per", hint: "add 'per: 7d'")])

    private static let quietHours = MappingDefinition(
        "When nothing is sent; they may span midnight.",
        [
            FieldDefinition("enabled", .truth, "false: there are none. true where left out."),
            FieldDefinition("start", .text(.localTime), "When they begin, such as \"22:00\"."),
            FieldDefinition("end", .text(.localTime), "When they end, such as \"08:00\"."),
            FieldDefinition(
                "timezone", .text(.zone),
                "IANA identifier, or recipient for each contact's own; the campaign's where left out."),
        ],
        needs: [
            .unlessOff("start", hint: "add 'start: \"22:00\"'"), .unlessOff("end", hint: "add 'end: \"08:00\"'"),
        ])

    private static let retry = MappingDefinition(
        "How often a failed delivery is tried again.",
        [
            FieldDefinition("attempts", .integer(1...100), "How many tries in all; 3 where left out."),
            FieldDefinition(
                "backoff", .duration, "How long before the second try, growing from try to try; 30s where left out."),
        ])

    static let notifications = MappingDefinition(
        "Who is told of a run.",
        [
            FieldDefinition("onStart", .mapping(.notification), "When a run begins."),
            FieldDefinition("onComplete", .mapping(.notification), "When a run has ended."),
            FieldDefinition("onFailure", .mapping(.notification), "When a run has failed."),
        ])

    private static let notification = MappingDefinition(
        "Who is told, and how.",
        [
            FieldDefinition("enabled", .truth, "false: nobody is told. true where left out."),
            FieldDefinition("channels", .list(of: .text), "The channels that carry it, such as email."),
            FieldDefinition("recipients", .list(of: .text), "Their addresses."),
        ])
}
