import CampaignModel
import ScheduleEngine
import StateStore
import StatusServer

extension StatusFigures {
    /// What the state file counts; the campaigns are still to be counted.
    init(_ recorded: RecordedFigures) {
        self.init()
        runs = recorded.runs
        openRuns = recorded.openRuns
        recipients = recorded.recipients
        catchUps = recorded.catchUps
        skipped = recorded.skipped
        lastPassAt = recorded.lastPassAt
    }

    /// Campaigns have to come by id.
    mutating func count(_ id: String, _ status: CampaignStatus, nextRun: Instant?) {
        campaigns[status, default: 0] += 1
        if let nextRun { nextRuns.append(NextRun(campaignId: id, at: nextRun)) }
    }
}
