import CampaignModel
import ScheduleEngine

/// A one-time campaign that is first seen when its time, and what may be caught up of it, has passed.
struct PastDate {
    /// `schedule.catchUp.window` where it is left out.
    private static let usualWindow = TimeSpan.hours(24)

    let now: Instant
    let knowledge: StateKnowledge

    func check(_ campaign: Campaign, _ top: Fields) {
        guard campaign.type == .oneTime, campaign.status == .active, let start = campaign.schedule.startDateTime,
            now - start > campaign.schedule.catchUp?.window ?? PastDate.usualWindow
        else { return }
        var severity = Diagnostic.Severity.warning
        if let isKnown = knowledge.isKnown {
            guard !isKnown(campaign.campaignId) else { return }
            severity = .error
        }
        let own = top.own?.value(for: "schedule")?.value(for: "startDateTime")
        top.findings.report(
            severity, .pastDate, "its time, \(start), has passed: it will never run", at: own ?? top.place,
            hint: "move startDateTime, or remove the file")
    }
}
