import CampaignModel
internal import GRDB
import ScheduleEngine

/// What is known of channels as a whole.
struct ChannelQueries {
    let db: Database

    /// The later of two holds counts.
    func hold(_ channel: String, _ hold: ChannelHold) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO channel_hold (channel, until, reason) VALUES (?, ?, ?)
                ON CONFLICT (channel) DO UPDATE SET until = excluded.until, reason = excluded.reason
                WHERE excluded.until >= until OR until > excluded.until + ?
                """
        ).execute(arguments: [channel, hold.until.seconds, hold.reason, ChannelHold.longest.seconds])
    }

    func hold(of channel: String, at now: Instant) throws -> ChannelHold? {
        let row = try Row.fetchOne(
            db.cachedStatement(sql: "SELECT until, reason FROM channel_hold WHERE channel = ?"), arguments: [channel])
        guard let row else { return nil }
        let hold = ChannelHold(until: Instant(seconds: row[0]), reason: row[1])
        return hold.isInForce(at: now) ? hold : nil
    }

    /// Whoever has this address gets nothing more on the channel.
    func refuse(_ address: String, on channel: String, reason: String, at now: Instant) throws {
        try db.cachedStatement(
            sql: "INSERT OR REPLACE INTO refusal (channel, address, reason, at) VALUES (?, ?, ?, ?)"
        ).execute(arguments: [channel, address, reason, now.seconds])
    }

    func recipients(over cap: FrequencyCap, of recipients: [String], run: Int64, now: Instant) throws -> Set<String> {
        let channel = try String.fetchOne(
            db.cachedStatement(sql: "SELECT channel FROM run WHERE occurrence = ?"), arguments: [run])
        guard let channel else { return [] }
        var over: Set<String> = []
        for recipient in recipients
        where try Admission.accepted(by: recipient, on: channel, within: cap.per, of: now, in: db) >= cap.messages {
            over.insert(recipient)
        }
        return over
    }
}
