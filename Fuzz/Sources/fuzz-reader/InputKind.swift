/// The kinds of files that a tree has.
enum InputKind: UInt8, CaseIterable {
    case campaign, defaults, channel, segment, template, templateBody, calendar, iCalendar

    /// The digits from 0 stand for the kinds, so that a saved input can be read; more campaigns than anything else.
    init(selector: UInt8) { self = InputKind(rawValue: selector & 15) ?? .campaign }

    var path: String {
        switch self {
        case .campaign: "fuzzed.yaml"
        case .defaults: "_defaults.yaml"
        case .channel: "channels/fuzzed.yaml"
        case .segment: "segments/fuzzed.yaml"
        case .template: "templates/fuzzed.yaml"
        case .templateBody: "templates/fuzzed-body.mustache"
        case .calendar: "calendars/fuzzed.yaml"
        case .iCalendar: "calendars/fuzzed-days.ics"
        }
    }
}
