import CampaignModel
import ScheduleEngine

/// Lays the events of a file together into days.
struct EventDays {
    /// Each of them is asked about each day.
    private static let mostRules = 100

    private var stretches: [ExcludedDays.Stretch] = []
    private var recurring: [RecurringDays] = []
    private var overrides: [[UInt8]: Overrides]

    /// What other events say of the occurrences of one.
    private struct Overrides {
        var days: [CivilDate] = []
        /// Where an override names an occurrence by its time of day.
        var timed: Int?
        /// An event has been found that they concern.
        var isTaken = false
    }

    private init(_ events: [CalendarEvent]) {
        var overrides: [[UInt8]: Overrides] = [:]
        for event in events {
            guard let replaced = event.replaced, let uid = event.uid else { continue }
            if case .day(let day) = replaced.date {
                overrides[uid, default: Overrides()].days.append(day)
            } else if overrides[uid]?.timed == nil {
                overrides[uid, default: Overrides()].timed = replaced.offset
            }
        }
        self.overrides = overrides
    }

    /// Whose status is CANCELLED, or who have a time of day, have no days; an occurrence that they replace is gone.
    /// - Parameter report: Takes what is wrong with an event; its days are missing then.
    static func days(of events: [CalendarEvent], report: (CalendarFault) -> Void) -> ExcludedDays {
        var days = EventDays(events)
        let counting = events.filter { !$0.isTimed && !$0.isCancelled }
        if let excess = counting.lazy.filter({ $0.rule != nil }).dropFirst(mostRules).first {
            var fault = CalendarFault(
                "there are more than \(mostRules) events that repeat", at: excess.ruleOffset,
                hint: "split the file into several calendars")
            fault.code = .limitExceeded
            report(fault)
            return ExcludedDays()
        }
        for event in counting {
            do throws(CalendarFault) { try days.add(event) } catch { report(error) }
        }
        return ExcludedDays(stretches: days.stretches, recurring: days.recurring)
    }

    private mutating func add(_ event: CalendarEvent) throws(CalendarFault) {
        let others = try takeOverrides(of: event)
        if let offset = others?.timed {
            throw CalendarFault(
                "RECURRENCE-ID of an all-day event must be a date such as 20261225", at: offset,
                hint: "write it without a time of day")
        }
        let left = event.exceptions + (others?.days ?? [])
        let exceptions = Set(left)
        var firsts = event.additional
        if let rule = event.rule {
            try add(rule, of: event, exceptions: left)
        } else {
            firsts.append(event.first)
        }
        for first in firsts where !exceptions.contains(first) {
            stretches.append(first...CivilDate(days: first.days + event.length - 1))
        }
    }

    private mutating func takeOverrides(of event: CalendarEvent) throws(CalendarFault) -> Overrides? {
        guard event.replaced == nil, let uid = event.uid, let found = overrides[uid] else { return nil }
        guard !found.isTaken else {
            throw CalendarFault(
                "two events have this UID, so that a RECURRENCE-ID concerns neither for sure", at: event.offset,
                hint: "give each event a UID of its own")
        }
        overrides[uid]?.isTaken = true
        return found
    }

    private mutating func add(
        _ rule: RecurringDays.Rule, of event: CalendarEvent, exceptions: [CivilDate]
    ) throws(CalendarFault) {
        guard event.length <= 366 else {
            throw CalendarFault("an event that repeats may last 366 days at most", at: event.offset)
        }
        guard
            let days = RecurringDays(rule, start: event.first, length: Int(event.length), exceptions: exceptions)
        else {
            throw CalendarFault(
                "COUNT leads further than a hundred years", at: event.ruleOffset, hint: "leave COUNT out")
        }
        recurring.append(days)
    }
}
