import CampaignModel

extension Diagnostic.Code {
    /// What kind of fault it is, in a few words and without a full stop.
    var summary: String {
        switch self {
        case .invalidSchedule: "A schedule holds a value that it can't have, or never happens"
        case .campaignNotFound: "No campaign has this id"
        case .scheduleConflict: "Two campaigns reach the same audience at the same instant"
        case .pastDate: "A campaign's time has passed already"
        case .invalidTimezone: "The tz database has no such time zone"
        case .invalidYAML: "A file can't be read or parsed"
        case .duplicateKey: "A mapping has the same key twice"
        case .unknownField: "A field has a name that means nothing here"
        case .invalidValue: "A value has the wrong type or is out of range"
        case .missingField: "A required field is missing"
        case .duplicateCampaign: "Two files declare the same campaignId"
        case .templateNotFound: "A template is named that the tree doesn't have"
        case .templateInvalid: "A template can't be compiled, or uses what it isn't given"
        case .segmentNotFound: "A segment is named that the tree doesn't have"
        case .channelNotFound: "A channel is named that the tree doesn't have"
        case .calendarNotFound: "A calendar is named that the tree doesn't have"
        case .secretInFile: "A secret is written in the tree"
        case .unsafePath: "A path leads out of the tree"
        case .limitExceeded: "A file is larger or nested deeper than is read"
        case .sourceNotFound: "A source of contacts isn't on this machine"
        case .massRemoval: "Most campaigns are gone from the tree at once"
        case .noTimezone: "A schedule names no time zone, so that UTC counts"
        case .noRateLimit: "A campaign has no hourly limit"
        case .noQuietHours: "A campaign has no quiet hours"
        case .neverTested: "A campaign was never sent to anybody as a test"
        case .noNotification: "Nobody is told when a campaign's run ends"
        case .noEndDate: "A recurring campaign never ends"
        }
    }

    /// Unless `lint:` says otherwise, or the same fault does less harm where it was found.
    var usualSeverity: Diagnostic.Severity {
        switch self {
        case .sourceNotFound, .noTimezone, .noRateLimit, .noQuietHours, .neverTested, .noNotification, .noEndDate:
            .warning
        case .invalidSchedule, .campaignNotFound, .scheduleConflict, .pastDate, .invalidTimezone, .invalidYAML,
            .duplicateKey, .unknownField, .invalidValue, .missingField, .duplicateCampaign, .templateNotFound,
            .templateInvalid, .segmentNotFound, .channelNotFound, .calendarNotFound, .secretInFile, .unsafePath,
            .limitExceeded, .massRemoval:
            .error
        }
    }
}
