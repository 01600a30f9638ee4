import Testing

@Suite struct SharedFileFaultTests {
    private static let uses = SoundTree.campaign(message: "{ channel: x, templateId: t }")
    private static let names = SoundTree.campaign(
        message: "{ templateId: x, personalization: { fields: [firstName] } }")

    private static func channel(_ text: String, _ expected: String...) -> FaultCase {
        var fault = FaultCase("channel: \(text)", uses, files: ["channels/x.yaml": text])
        fault.expected = expected
        return fault
    }
    private static func segment(_ text: String, _ expected: String...) -> FaultCase {
        var fault = FaultCase("segment: \(text)", SoundTree.campaign(), files: ["segments/x.yaml": text])
        fault.expected = expected
        return fault
    }
    private static func template(_ text: String, _ expected: String..., suffix: String = "mustache") -> FaultCase {
        var fault = FaultCase("template: \(text)", names, files: ["templates/x.\(suffix)": text])
        fault.expected = expected
        return fault
    }
    private static func defaults(_ text: String, _ expected: String..., campaign: String = SoundTree.campaign())
        -> FaultCase
    {
        var fault = FaultCase("defaults: \(text)", campaign, files: ["_defaults.yaml": text])
        fault.expected = expected
        return fault
    }

    static let cases: [FaultCase] = [
        channel("{ type: outbox, path: out }"),
        channel("‹1›{ path: out }", "MISSING_FIELD 1"),
        channel("{ type: ‹1›carrier-pigeon }", "INVALID_VALUE 1"),
        channel("{ type: outbox, ‹1›url: 'https://x' }", "UNKNOWN_FIELD 1"),
        channel("{ type: outbox, path: ‹1›../out }", "UNSAFE_PATH 1"),
        channel(
            "{ type: ‹1›webhook, url: 'https://x', signingSecret: { env: A }, timeout: 30s, concurrency: 4 }",
            "INVALID_VALUE 1"),
        channel(
            "‹2›{ type: ‹1›webhook, signingSecret: ‹3›abc }", "INVALID_VALUE 1", "MISSING_FIELD 2", "SECRET_IN_FILE 3"),
        channel(
            "{ type: ‹1›webhook, url: ‹2›'ftp://x', headers: { A: ‹3›1 } }", "INVALID_VALUE 1", "INVALID_VALUE 2",
            "INVALID_VALUE 3"),
        channel(
            "{ type: ‹1›telegram, token: { ‹2›vault: x } }", "INVALID_VALUE 1", "UNKNOWN_FIELD 2", "MISSING_FIELD 3"
        )
        .marking("{ ‹2›vault", as: "‹3›{ ‹2›vault"),
        channel(
            "{ type: ‹1›email, server: 'smtp://x', from: a@b, password: ‹2›hunter2, requireTLS: ‹3›yes }",
            "INVALID_VALUE 1", "SECRET_IN_FILE 2", "INVALID_VALUE 3"),
        channel("{ type: ‹1›command, argv: [‹2›../x.sh] }", "INVALID_VALUE 1", "UNSAFE_PATH 2"),
        segment("{ type: csv, path: ‹1›nowhere.csv, id: userId }", "SOURCE_NOT_FOUND 1"),
        segment("{ type: csv, path: ‹1›../contacts.csv, id: userId }", "UNSAFE_PATH 1"),
        segment("‹1›{ type: csv }", "MISSING_FIELD 1", "MISSING_FIELD 1"),
        segment("{ type: ‹1›sqlite, path: contacts.csv, query: SELECT 1, id: userId }", "INVALID_VALUE 1"),
        segment("{ type: csv, path: contacts.csv, id: userId, match: { a: ‹1›[[]] } }", "INVALID_VALUE 1"),
        template("Hi {{firstName}}{{#firstName}}{{.}}{{/firstName}}{{! {x} }}"),
        template("Hi\n  é ‹1›{{lastName}}", "TEMPLATE_INVALID 1"),
        template("‹1›{{.}}", "TEMPLATE_INVALID 1"),
        template("a ‹1›{{firstName", "TEMPLATE_INVALID 1"),
        template("‹1›{{#firstName}} x", "TEMPLATE_INVALID 1"),
        template("{{#firstName}} x‹1›{{/lastName}}", "TEMPLATE_INVALID 1"),
        template("‹1›{{/firstName}}", "TEMPLATE_INVALID 1"),
        template(
            "‹1›{{> header}}‹2›{{< layout}}‹3›{{$ block}}‹4›{{=<% %>=}}‹5›{{% x}}‹6›{{ }}",
            "TEMPLATE_INVALID 1", "TEMPLATE_INVALID 2", "TEMPLATE_INVALID 3", "TEMPLATE_INVALID 4",
            "TEMPLATE_INVALID 5",
            "TEMPLATE_INVALID 6"),
        template("‹1›", "TEMPLATE_INVALID 1"),
        template(
            "subject: Hi ‹1›{{last}}\ntext: |\n  Hello\n    ‹2›{{lastName}}\nhtml: \"‹3›{{a.b}}\"\n",
            "TEMPLATE_INVALID 1", "TEMPLATE_INVALID 2", "TEMPLATE_INVALID 3", suffix: "yaml"),
        template(
            "‹1›{ subject: Hi, parseMode: ‹2›Rich, ‹3›body: x }", "MISSING_FIELD 1", "INVALID_VALUE 2",
            "UNKNOWN_FIELD 3",
            suffix: "yaml"),
        defaults("timezone: Asia/Tokyo\nlint: { NO_END_DATE: off, NEVER_TESTED: error }\n"),
        defaults("timezone: ‹1›Asia/Tokio\n", "INVALID_TIMEZONE 1"),
        defaults("lint: { ‹1›NO_END: off, NO_TIMEZONE: ‹2›no }\n", "UNKNOWN_FIELD 1", "INVALID_VALUE 2"),
        defaults("deliverySettings: { retry: { attempts: ‹1›0 } }\n", "INVALID_VALUE 1"),
        defaults("schedule: { startDateTime: ‹1›tomorrow }\n", "INVALID_SCHEDULE 1"),
        defaults("contacts: { type: csv, path: ‹1›none.csv, id: userId }\n", "SOURCE_NOT_FOUND 1"),
        defaults(
            "suppression: [{ type: csv, path: contacts.csv, id: userId }, ‹1›{ type: csv, id: x }]\n", "MISSING_FIELD 1"
        ),
        defaults("‹1›supression: []\n", "UNKNOWN_FIELD 1"),
        defaults("campaignId: ‹1›x\n", "INVALID_VALUE 1"),
        defaults(
            "deliverySettings: { quietHours: { start: \"22:00\" } }\n", "MISSING_FIELD 1",
            campaign: "‹1›" + SoundTree.campaign()),
        FaultCase(
            "a calendar", SoundTree.campaign(), "INVALID_VALUE 1", "INVALID_VALUE 2",
            files: [
                "calendars/h.yaml":
                    "{ dates: [2026-11-26, ‹1›2026-02-30, 2026-12-24..2026-12-26], yearly: [\"02-29\", ‹2›\"13-01\"] }"
            ]),
        FaultCase(
            "two templates of one id", SoundTree.campaign(), "INVALID_VALUE 1",
            files: ["templates/t.yaml": "‹1›text: x"]),
        FaultCase(
            "one campaignId in two files", SoundTree.campaign(id: "‹1›c"), "DUPLICATE_CAMPAIGN 1",
            "DUPLICATE_CAMPAIGN 2",
            files: ["d.yaml": SoundTree.campaign(id: "‹2›c")]),
    ]

    @Test(arguments: cases)
    func `a fault of a shared file is reported once, in that file`(_ fault: FaultCase) throws { try fault.check() }
}

extension FaultCase {
    /// The same case with a mark put where the text alone can't carry two.
    fileprivate func marking(_ text: String, as marked: String) -> FaultCase {
        var copy = self
        copy.files = files.mapValues { $0.replacing(text, with: marked) }
        return copy
    }
}
