/// A fault of the tree, at its place, with a way out.
public struct Diagnostic: Codable, Hashable, Sendable, Error {
    public enum Severity: String, Codable, Hashable, Sendable {
        case error, warning
    }

    public enum Code: String, Codable, Hashable, Sendable, CaseIterable {
        case invalidSchedule = "INVALID_SCHEDULE"
        case campaignNotFound = "CAMPAIGN_NOT_FOUND"
        case scheduleConflict = "SCHEDULE_CONFLICT"
        case pastDate = "PAST_DATE"
        case invalidTimezone = "INVALID_TIMEZONE"
        case invalidYAML = "INVALID_YAML"
        case duplicateKey = "DUPLICATE_KEY"
        case unknownField = "UNKNOWN_FIELD"
        case invalidValue = "INVALID_VALUE"
        case missingField = "MISSING_FIELD"
        case duplicateCampaign = "DUPLICATE_CAMPAIGN"
        case templateNotFound = "TEMPLATE_NOT_FOUND"
        case templateInvalid = "TEMPLATE_INVALID"
        case segmentNotFound = "SEGMENT_NOT_FOUND"
        case channelNotFound = "CHANNEL_NOT_FOUND"
        case calendarNotFound = "CALENDAR_NOT_FOUND"
        case secretInFile = "SECRET_IN_FILE"
        case unsafePath = "UNSAFE_PATH"
        case limitExceeded = "LIMIT_EXCEEDED"
        case sourceNotFound = "SOURCE_NOT_FOUND"
        case massRemoval = "MASS_REMOVAL"
        case noTimezone = "NO_TIMEZONE"
        case noRateLimit = "NO_RATE_LIMIT"
        case noQuietHours = "NO_QUIET_HOURS"
        case neverTested = "NEVER_TESTED"
        case noNotification = "NO_NOTIFICATION"
        case noEndDate = "NO_END_DATE"
    }

    public var severity: Severity
    public var code: Code
    /// One sentence that says what is wrong.
    public var message: String
    /// Relative to the tree's root; nil where the fault is of no one file.
    public var file: String?
    /// Both begin at 1; columns count characters.
    public var line: Int?
    public var column: Int?
    public var campaignId: String?
    /// The way out.
    public var hint: String?

    public init(
        severity: Severity, code: Code, message: String, file: String? = nil, line: Int? = nil, column: Int? = nil,
        campaignId: String? = nil, hint: String? = nil
    ) {
        self.severity = severity
        self.code = code
        self.message = message
        self.file = file
        self.line = line
        self.column = column
        self.campaignId = campaignId
        self.hint = hint
    }
}
