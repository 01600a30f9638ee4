import CampaignModel
import ScheduleEngine

/// A recurring campaign whose calendars leave out every one of its days.
struct NothingLeft {
    let now: Instant
    let zones: ZoneNames

    func check(_ declaration: CampaignDeclaration, _ top: Fields) {
        guard declaration.calendars != nil, let recurring = declaration.campaign.schedule.recurring else { return }
        let schedule = declaration.engineSchedule
        guard let rules = zones.rules(for: schedule.zone) else { return }
        let begin = beginning(of: declaration.campaign.schedule.startDateTime, end: recurring.endDate)
        guard CompiledSchedule(schedule, zone: rules).next(after: begin) == nil else { return }
        var unrestricted = declaration
        unrestricted.calendars = nil
        guard CompiledSchedule(unrestricted.engineSchedule, zone: rules).next(after: begin) != nil else { return }
        let own = top.own?.value(for: "schedule")?.value(for: "recurring")?.value(for: "exclude")
        top.findings.report(
            .error, .invalidSchedule, "'schedule.recurring.exclude' leaves out every day that the campaign has",
            at: own ?? top.place, hint: "exclude other calendars, or pause the campaign")
    }

    /// Just before the first moment that counts. A campaign that has no start began some time ago: it isn't at fault
    /// where no more than the last days before its end are left out.
    private func beginning(of start: Instant?, end: Instant?) -> Instant {
        let first = start ?? min(now, end.map { $0 - .days(366) } ?? now)
        return first - TimeSpan(seconds: 1)
    }
}
