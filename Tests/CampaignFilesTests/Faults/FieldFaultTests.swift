import Testing

@Suite struct FieldFaultTests {
    private static func more(_ text: String) -> String { SoundTree.campaign(more: text) }

    static let cases: [FaultCase] = [
        FaultCase(
            "nothing that is needed", "‹1›status: active\n", "MISSING_FIELD 1", "MISSING_FIELD 1", "MISSING_FIELD 1",
            "MISSING_FIELD 1", "MISSING_FIELD 1"),
        FaultCase("an id with a space", SoundTree.campaign(id: "‹1›my campaign"), "INVALID_VALUE 1"),
        FaultCase("an id that is a number", SoundTree.campaign(id: "‹1›123"), "INVALID_VALUE 1"),
        FaultCase(
            "an id of 129 letters", SoundTree.campaign(id: "‹1›" + String(repeating: "a", count: 129)),
            "INVALID_VALUE 1"),
        FaultCase("no such type", SoundTree.campaign(type: "‹1›onetime"), "INVALID_VALUE 1"),
        FaultCase("no such status", more("status: ‹1›on"), "INVALID_VALUE 1"),
        FaultCase(
            "keys of an answer", more("‹1›_id: x\n‹2›execution: {}\n‹3›statistics: {}"),
            "UNKNOWN_FIELD 1", "UNKNOWN_FIELD 2", "UNKNOWN_FIELD 3"),
        FaultCase(
            "no such segment", SoundTree.campaign(audience: "{ type: segment, segmentId: ‹1›x, exclude: [s, ‹2›y] }"),
            "SEGMENT_NOT_FOUND 1", "SEGMENT_NOT_FOUND 2"),
        FaultCase("no segment named", SoundTree.campaign(audience: "‹1›{ type: segment }"), "MISSING_FIELD 1"),
        FaultCase("nobody named", SoundTree.campaign(audience: "‹1›{ type: individual }"), "MISSING_FIELD 1"),
        FaultCase(
            "an empty list of users", SoundTree.campaign(audience: "{ type: individual, userIds: ‹1›[] }"),
            "INVALID_VALUE 1"),
        FaultCase(
            "a user that is a number", SoundTree.campaign(audience: "{ type: individual, userIds: [a, ‹1›1] }"),
            "INVALID_VALUE 1"),
        FaultCase(
            "no criteria", SoundTree.campaign(audience: "‹1›{ type: ‹2›dynamic }"), "MISSING_FIELD 1",
            "SOURCE_NOT_FOUND 2"),
        FaultCase(
            "one criterion at fault",
            SoundTree.campaign(audience: "{ type: ‹2›dynamic, dynamicCriteria: { newUsers: ‹1›yes } }"),
            "INVALID_VALUE 1", "SOURCE_NOT_FOUND 2"),
        FaultCase(
            "empty criteria", SoundTree.campaign(audience: "{ type: ‹2›dynamic, dynamicCriteria: ‹1›{} }"),
            "INVALID_VALUE 1", "SOURCE_NOT_FOUND 2"),
        FaultCase(
            "criteria of wrong types",
            SoundTree.campaign(
                audience: "{ type: ‹9›dynamic, dynamicCriteria: { newUsers: ‹1›yes, within: ‹2›24, city: [‹0›x], "
                    + "age: { ‹3›ge: 1, gt: ‹4›[1], exists: ‹5›1, in: ‹6›3, prefix: ‹7›4 } } }"),
            "INVALID_VALUE 1", "INVALID_VALUE 2", "UNKNOWN_FIELD 3", "INVALID_VALUE 4", "INVALID_VALUE 5",
            "INVALID_VALUE 6",
            "INVALID_VALUE 7", "SOURCE_NOT_FOUND 9"),
        FaultCase("everybody without contacts", SoundTree.campaign(audience: "{ type: ‹1›all }"), "SOURCE_NOT_FOUND 1"),
        FaultCase(
            "a holdout of all",
            SoundTree.campaign(
                audience: "{ type: segment, segmentId: s, holdout: ‹1›100, "
                    + "guard: { maxRecipients: ‹2›0, maxChange: ‹3›-1 } }"), "INVALID_VALUE 1", "INVALID_VALUE 2",
            "INVALID_VALUE 3"),
        FaultCase("no such template", SoundTree.campaign(message: "{ templateId: ‹1›tt }"), "TEMPLATE_NOT_FOUND 1"),
        FaultCase("no template", SoundTree.campaign(message: "‹1›{ channel: outbox }"), "MISSING_FIELD 1"),
        FaultCase(
            "no such channel", SoundTree.campaign(message: "{ templateId: t, channel: ‹1›outbx }"),
            "CHANNEL_NOT_FOUND 1"),
        FaultCase(
            "variations at fault",
            SoundTree.campaign(
                message: "{ variations: [{ name: a, templateId: t, weight: ‹1›0 }, "
                    + "{ name: ‹2›a, templateId: ‹3›u }, ‹4›{ name: b }] }"),
            "INVALID_VALUE 1", "INVALID_VALUE 2", "TEMPLATE_NOT_FOUND 3", "MISSING_FIELD 4"),
        FaultCase(
            "personalization at fault",
            SoundTree.campaign(
                message: "{ templateId: t, personalization: "
                    + "{ enabled: ‹1›yes, fields: ‹2›all } }"), "INVALID_VALUE 1", "INVALID_VALUE 2"),
        FaultCase(
            "rate limits at fault",
            more(
                "deliverySettings: { priority: ‹1›urgent, rateLimiting: { messagesPerHour: ‹2›0, "
                    + "burst: ‹3›1.5, rampUp: [‹4›x] } }"), "INVALID_VALUE 1", "INVALID_VALUE 2", "INVALID_VALUE 3",
            "INVALID_VALUE 4"),
        FaultCase(
            "a rate limit without a rate", more("deliverySettings: { rateLimiting: ‹1›{ enabled: true } }"),
            "MISSING_FIELD 1"),
        FaultCase("half a cap", more("deliverySettings: { frequencyCap: ‹1›{ messages: 3 } }"), "MISSING_FIELD 1"),
        FaultCase(
            "a cap at fault", more("deliverySettings: { frequencyCap: { messages: ‹1›0, per: ‹2›0d } }"),
            "INVALID_VALUE 1", "INVALID_VALUE 2"),
        FaultCase(
            "quiet hours at fault",
            more("deliverySettings: { quietHours: { start: ‹1›22, end: ‹2›8:00, timezone: ‹3›Europe/Londn } }"),
            "INVALID_VALUE 1", "INVALID_VALUE 2", "INVALID_TIMEZONE 3"),
        FaultCase(
            "quiet all day", more("deliverySettings: { quietHours: { start: \"22:00\", end: ‹1›\"22:00\" } }"),
            "INVALID_VALUE 1"),
        FaultCase(
            "quiet hours without an end", more("deliverySettings: { quietHours: ‹1›{ start: \"22:00\" } }"),
            "MISSING_FIELD 1"),
        FaultCase(
            "retries at fault",
            more(
                "deliverySettings: { retry: { attempts: ‹1›0, backoff: ‹2›soon }, onUncertain: ‹3›ask, "
                    + "expireAfter: ‹4›0s }"), "INVALID_VALUE 1", "INVALID_VALUE 2", "INVALID_VALUE 3",
            "INVALID_VALUE 4"),
        FaultCase(
            "notifications at fault",
            more("notifications: { ‹1›onSuccess: {}, onComplete: { channels: ‹2›email, recipients: [‹3›1] } }"),
            "UNKNOWN_FIELD 1", "INVALID_VALUE 2", "INVALID_VALUE 3"),
        FaultCase(
            "a place after wide characters", SoundTree.campaign(audience: "{ type: individual, userIds: [é😀, ‹1›1] }"),
            "INVALID_VALUE 1"),
    ]

    @Test(arguments: cases)
    func `a field that can't be meant is refused at the place`(_ fault: FaultCase) throws { try fault.check() }
}
