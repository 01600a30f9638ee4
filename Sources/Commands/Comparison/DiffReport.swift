import CampaignModel
import Reconciliation
import ScheduleEngine

/// What a change to the tree does: `diff --format json`.
struct DiffReport: Encodable {
    /// What the tree was compared with, as it was typed.
    var base: String
    /// How far occurrences were looked at; inclusive.
    var until: Instant
    /// By id.
    var changes: [CampaignChange]
    /// Of updates, by campaignId.
    var differences: [String: [FieldChange]]
    /// By id; none of them is empty.
    var shifts: [OccurrenceShift]
    /// Where the campaigns that change are declared, by id; relative to the tree's root.
    var files: [String: String]
    /// Of the tree, without the warnings that the base has too; the base's own are no business of whoever changes it.
    var diagnostics: [Diagnostic]
    /// What else is to be said.
    var notes: [String]

    var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

    private enum Key: String, CodingKey {
        case until, changes, appeared, vanished
    }

    private struct Occurrence: Encodable {
        var campaignId: String
        var runAt: Instant
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(until, forKey: .until)
        try container.encode(changes, forKey: .changes)
        try container.encode(rows(\.appeared), forKey: .appeared)
        try container.encode(rows(\.vanished), forKey: .vanished)
    }

    /// By time, then by id.
    private func rows(_ instants: KeyPath<OccurrenceShift, [Instant]>) -> [Occurrence] {
        shifts.flatMap { shift in
            shift[keyPath: instants].map { Occurrence(campaignId: shift.campaignId, runAt: $0) }
        }
        .sorted { ($0.runAt, $0.campaignId) < ($1.runAt, $1.campaignId) }
    }
}
