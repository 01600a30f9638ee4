import CampaignModel
import ScheduleEngine

/// `SCHEDULE_CONFLICT`: the same template to the same audience at the same instant holds back the later file; another
/// template on the same channel is worth a warning.
struct ScheduleConflict {
    let now: Instant
    let zones: any ZoneProvider
    let knowledge: StateKnowledge

    /// Adds what it finds to the later file of each conflict.
    /// - Parameter others: Campaigns of files that were not read.
    /// - Returns: False where the later file of a conflict was not read, so that nothing could be said of it.
    func check(_ files: inout [FileReading], places: [CampaignPlaces], others: [ScheduledCampaign]) -> Bool {
        var campaigns: [ScheduledCampaign] = []
        var indices: [Int] = []
        campaigns.reserveCapacity(files.count + others.count)
        indices.reserveCapacity(files.count)
        for index in files.indices {
            guard let campaign = files[index].declaration.flatMap(scheduled) else { continue }
            campaigns.append(campaign)
            indices.append(index)
        }
        let readCount = campaigns.count
        campaigns += others
        for conflict in ScheduleConflicts(campaigns, now: now, zones: zones).find() {
            guard conflict.later < readCount else {
                // Two files that were not read have been told of each other before.
                if conflict.earlier < readCount { return false }
                continue
            }
            let index = indices[conflict.later]
            report(conflict, with: campaigns[conflict.earlier], in: &files[index], at: places[index].time)
        }
        return true
    }

    func scheduled(_ declaration: CampaignDeclaration) -> ScheduledCampaign? {
        ScheduledCampaign(declaration, decidedRuns: knowledge.decidedRuns)
    }

    private func report(
        _ conflict: ScheduleConflicts.Conflict, with other: ScheduledCampaign, in file: inout FileReading,
        at place: FilePlace
    ) {
        let what =
            conflict.isSameTemplate
            ? "it sends the same template to the same audience at the same instant as"
            : "it reaches the same audience on the same channel at the same instant as"
        file.diagnostics.append(
            Diagnostic(
                severity: conflict.isSameTemplate ? .error : .warning, code: .scheduleConflict,
                message: "\(what) '\(other.campaignId)' (\(other.path)), first at \(conflict.at)", file: file.path,
                line: place.line, column: place.column, campaignId: file.campaignId,
                hint: conflict.isSameTemplate
                    ? "remove one of the two, or move it to another time; until then nothing of this file is accepted"
                    : "move one of the two by some minutes, or give it a 'spread'"))
        file.diagnostics = file.diagnostics.inFileOrder
        if conflict.isSameTemplate { file.declaration = nil }
    }
}
