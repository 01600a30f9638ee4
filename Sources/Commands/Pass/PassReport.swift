import CampaignModel
import Reconciliation
import ScheduleEngine

/// What a pass decided and did: `run --format json`, with and without `--dry-run`.
struct PassReport: Encodable {
    /// What came of the spool folder.
    struct Events: Encodable, Equatable {
        var taken: Int
        /// Taken before: their ids are known.
        var known: Int
        /// Lines that are no events.
        var rejected: Int

        init?(_ count: EventIntake.Count) {
            guard count != EventIntake.Count() else { return nil }
            taken = count.taken
            known = count.known
            rejected = count.rejected
        }
    }

    var now: Instant
    var dryRun: Bool
    var changes: [CampaignChange]
    /// By scheduled time, then by id.
    var occurrences: [OccurrenceRow]
    var diagnostics: [Diagnostic]
    /// Nil where none came.
    var events: Events?
    /// What a rehearsal's updates change, by campaignId; people see it, programs have the names in `changes`.
    var differences: [String: [FieldChange]] = [:]
    /// What people want to know beside the rows.
    var notes: [String] = []
    /// Why runs could not begin or go on; people read it, programs see it in the rows.
    var stops: [String] = []
    /// Messages handed over in this pass alone; the rows count a run from its beginning.
    var sentNow = 0

    private enum CodingKeys: String, CodingKey {
        case now, dryRun, changes, occurrences, diagnostics, events
    }
}
