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

    static func all(for audience: Int64, in db: Database) throws -> [RecordedSchedule] {
        let rows = try Row.fetchCursor(
            db.cachedStatement(
                sql: """
                    SELECT id, file, templates, channel, rule FROM campaign
                    WHERE audience = ? AND deleted_at IS NULL AND status = 'active' AND type <> 'trigger-based'
                    """), arguments: [audience])
        var found: [RecordedSchedule] = []
        while let row = try rows.next() {
            guard let schedule = Schedule(row[4] as String) else { continue }
            found.append(
                RecordedSchedule(
                    campaignId: row[0], file: row[1], audience: audience,
                    templates: (row[2] as String).split(separator: "\n").map(String.init), channel: row[3],
                    schedule: schedule))
        }
        return found
    }
}
