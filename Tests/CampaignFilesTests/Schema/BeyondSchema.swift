import CampaignModel

/// The faults that a schema can't see, and why; every other error of the reader must be one of the schema's, too.
enum BeyondSchema {
    /// Part of the message, and the reason.
    private static let messages: [(part: String, reason: String)] = [
        ("there is no time zone", "the tz database knows"),
        ("'schedule.recurring.expression': ", "cron's grammar"),
        ("lies before 'schedule.startDateTime'", "compares two instants"),
        ("it never happens", "computes the schedule"),
        ("leaves out every day", "computes the schedule"),
        ("quiet hours that end when they begin", "compares two times"),
        ("another variation is called", "compares elements of a list"),
        ("the range ends before it begins", "compares two dates"),
        ("has the same id", "concerns another file"),
        ("with what _defaults.yaml says", "concerns another file"),
        ("must be an address of mail", "which scalars an address may have"),
        ("not 99999999999999999999", "beyond 64 bits"),
        ("not '2026-02-30", "takes a calendar to tell"),
        ("says nothing without 'newUsers'", "what a default may complete"),
        ("is compared with nothing", "which of the comparisons there are"),
        ("so nobody meets both", "compares two values"),
        ("is an instant and has no offset", "tells an instant from another text"),
    ]

    private static let codes: [Diagnostic.Code: String] = [
        .segmentNotFound: "concerns another file", .templateNotFound: "concerns another file",
        .channelNotFound: "concerns another file", .calendarNotFound: "concerns another file",
        .duplicateCampaign: "concerns another file", .scheduleConflict: "concerns another file",
        .templateInvalid: "Mustache's grammar, and what a campaign hands to its templates",
        .pastDate: "what time it is",
        .noRateLimit: "advice that a tree makes an error", .noEndDate: "advice that a tree makes an error",
        .neverTested: "advice that a tree makes an error",
    ]

    /// Nil where the schema must see it.
    static func reason(_ fault: Diagnostic) -> String? {
        codes[fault.code] ?? messages.first { fault.message.contains($0.part) }?.reason
    }

    static let reasons = Set(codes.values).union(messages.map(\.reason))
}
