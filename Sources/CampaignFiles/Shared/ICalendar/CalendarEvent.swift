import CampaignModel
import ScheduleEngine

/// What a VEVENT says of its days (RFC 5545 §3.6.1).
struct CalendarEvent {
    /// Equal for an event and what overrides some of its days; nil where there is none.
    var uid: [UInt8]?
    var first: CivilDate
    /// In days.
    var length: Int64
    var rule: RecurringDays.Rule?
    /// Where the rule stands.
    var ruleOffset: Int
    /// RDATE.
    var additional: [CivilDate]
    /// EXDATE.
    var exceptions: [CivilDate]
    /// RECURRENCE-ID: the occurrence that it takes the place of, and where that stands.
    var replaced: (date: CalendarDate, offset: Int)?
    /// It has a time of day: then the first day alone is known, and no length.
    var isTimed: Bool
    var isCancelled: Bool
    /// Where DTSTART stands, or the event itself.
    var offset: Int
}

/// Collects the lines of one VEVENT.
struct CalendarEventReader {
    let begin: Int
    private var single: [Kind: ContentLine] = [:]
    private var additional: [ContentLine] = []
    private var exceptions: [ContentLine] = []

    private enum Kind: String, CaseIterable {
        case uid = "UID"
        case start = "DTSTART"
        case end = "DTEND"
        case duration = "DURATION"
        case rule = "RRULE"
        case exceptionRule = "EXRULE"
        case recurrenceId = "RECURRENCE-ID"
        case status = "STATUS"
    }

    private static let kinds: [(StaticString, Kind)] = [
        ("UID", .uid), ("DTSTART", .start), ("DTEND", .end), ("DURATION", .duration), ("RRULE", .rule),
        ("EXRULE", .exceptionRule), ("RECURRENCE-ID", .recurrenceId), ("STATUS", .status),
    ]

    /// - Parameter begin: Where the event stands.
    init(begin: Int) { self.begin = begin }

    mutating func add(_ line: ContentLine) throws(CalendarFault) {
        if line.isNamed("RDATE") { return additional.append(line) }
        if line.isNamed("EXDATE") { return exceptions.append(line) }
        guard let kind = Self.kinds.first(where: { line.isNamed($0.0) })?.1 else { return }
        guard single.updateValue(line, forKey: kind) == nil else {
            throw CalendarFault("an event has one \(kind.rawValue), not several", at: line.name.lowerBound)
        }
    }

    func event() throws(CalendarFault) -> CalendarEvent {
        guard let start = single[.start] else { throw CalendarFault("the event has no DTSTART", at: begin) }
        let first = try date(start)
        var event = CalendarEvent(
            uid: single[.uid].map { Array($0.text[$0.value]) }, first: first.date, length: 1, rule: nil,
            ruleOffset: begin, additional: [], exceptions: [], replaced: nil, isTimed: first != .day(first.date),
            isCancelled: single[.status]?.isValue("CANCELLED") ?? false, offset: start.name.lowerBound)
        event.replaced = try replaced(event)
        guard !event.isTimed else { return event }
        event.length = try length(from: event.first)
        if let line = single[.exceptionRule] {
            throw CalendarFault("EXRULE can't be kept here", at: line.name.lowerBound, hint: "list its days as EXDATE")
        }
        if let line = single[.rule] {
            event.rule = try CalendarRuleReader(line).rule()
            event.ruleOffset = line.value.lowerBound
        }
        for line in additional { event.additional += try days(line) }
        for line in exceptions { event.exceptions += try days(line) }
        return event
    }

    // MARK: Parts

    private func replaced(_ event: CalendarEvent) throws(CalendarFault) -> (date: CalendarDate, offset: Int)? {
        guard let line = single[.recurrenceId] else { return nil }
        let offset = line.name.lowerBound
        if line.hasParameter("RANGE", "THISANDFUTURE"), !event.isTimed {
            throw CalendarFault(
                "a change of all later occurrences can't be kept here", at: offset,
                hint: "end the rule with UNTIL, and begin another event")
        }
        guard event.uid != nil else { throw CalendarFault("an event with RECURRENCE-ID needs a UID", at: offset) }
        return (try date(line), offset)
    }

    /// An end is exclusive; one that is the beginning means that day.
    private func length(from first: CivilDate) throws(CalendarFault) -> Int64 {
        if let line = single[.end] {
            if let other = single[.duration] {
                throw CalendarFault("an event has DTEND or DURATION, not both", at: other.name.lowerBound)
            }
            let end = try day(line, line.value)
            guard end >= first else {
                throw CalendarFault("the event ends before it begins", at: line.value.lowerBound)
            }
            return max(end.days - first.days, 1)
        }
        guard let line = single[.duration] else { return 1 }
        guard let days = CalendarDate.days(line.text, line.value) else {
            throw CalendarFault(
                "a whole day's DURATION is one of days or weeks, such as P3D or P1W", at: line.value.lowerBound)
        }
        return days
    }

    private func days(_ line: ContentLine) throws(CalendarFault) -> [CivilDate] {
        var days: [CivilDate] = []
        for element in line.elements { days.append(try day(line, element)) }
        return days
    }

    private func day(_ line: ContentLine, _ range: Range<Int>) throws(CalendarFault) -> CivilDate {
        guard case .day(let day) = try date(line, range) else {
            throw CalendarFault(
                "\(ContentLine.string(line.text, line.name)) of an all-day event must be a date such as 20261225",
                at: range.lowerBound, hint: "write it without a time of day")
        }
        return day
    }

    private func date(_ line: ContentLine) throws(CalendarFault) -> CalendarDate { try date(line, line.value) }

    private func date(_ line: ContentLine, _ range: Range<Int>) throws(CalendarFault) -> CalendarDate {
        let isDay = line.hasParameter("VALUE", "DATE")
        guard let date = CalendarDate(line.text, range), !isDay || date == .day(date.date) else {
            throw CalendarFault(
                "'\(ContentLine.string(line.text, range))' is no date such as 20261225", at: range.lowerBound)
        }
        if !isDay, line.parameter("VALUE") != nil, !line.hasParameter("VALUE", "DATE-TIME") || date == .day(date.date) {
            throw CalendarFault("the value isn't what VALUE says", at: range.lowerBound)
        }
        return date
    }
}
