internal import GRDB
public import ScheduleEngine

/// When a campaign in force runs, for whom and with what: as much as a conflict with another one needs.
public struct RecordedSchedule: Hashable, Sendable {
    public var campaignId: String
    public var file: String
    /// `TargetAudience.fingerprint`.
    public var audience: Int64
    public var templates: [String]
    public var channel: String
    public var schedule: Schedule
    /// How often `maxOccurrences` lets it run from now on.
    public var runsLeft: Int

    static func all(for audience: Int64, in db: Database) throws -> [RecordedSchedule] {
        let rows = try Row.fetchCursor(
            db.cachedStatement(
                sql: """
                    SELECT id, (SELECT min(path) FROM tree_file WHERE campaign_id = id), templates, channel, rule,
                           ifnull(max_occurrences, 9223372036854775807) - decided_runs
                    FROM campaign JOIN progress ON progress.campaign = campaign.key
                    WHERE audience = ? AND deleted_at IS NULL AND status = 'active' AND type <> 'trigger-based'
                    """), arguments: [audience])
        var found: [RecordedSchedule] = []
        while let row = try rows.next() {
            // The file that it was accepted from may have another name by now; without any, it is about to end.
            guard let file = row[1] as String?, let schedule = Schedule(row[4] as String) else { continue }
            found.append(
                RecordedSchedule(
                    campaignId: row[0], file: file, audience: audience,
                    templates: (row[2] as String).split(separator: "\n").map(String.init), channel: row[3],
                    schedule: schedule, runsLeft: row[5]))
        }
        return found
    }
}
