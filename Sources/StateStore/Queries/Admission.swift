import CampaignModel
internal import GRDB
import ScheduleEngine

/// Who of an audience gets nothing for what the state file knows: addresses that the channel refused for good, and a
/// frequency cap. The same for a dry run and for the run.
struct Admission {
    private let db: Database
    private let channel: ChannelDeclaration
    private let cap: FrequencyCap?
    private let now: Instant
    /// Most channels never refuse anybody, which is asked once.
    private let hasRefusals: Bool

    init(_ db: Database, _ declaration: CampaignDeclaration, at now: Instant) throws {
        self.db = db
        self.now = now
        channel = declaration.channel
        cap = declaration.campaign.deliverySettings.frequencyCap
        hasRefusals =
            try Bool.fetchOne(
                db, sql: "SELECT EXISTS (SELECT 1 FROM refusal WHERE channel = ?)", arguments: [channel.id]) ?? false
    }

    /// Suppression goes before holdout, so that whoever is held out is asked about too.
    func admit(_ one: Enrollment) throws -> Enrollment {
        guard one.state != .suppressed, let reason = try refusal(of: one) ?? surfeit(of: one) else { return one }
        return Enrollment(recipientId: one.recipientId, state: .suppressed, reason: reason)
    }

    private func refusal(of one: Enrollment) throws -> String? {
        guard hasRefusals, let address = channel.address(of: one.recipientId, fields: one.fields) else { return nil }
        let reason = try String.fetchOne(
            db.cachedStatement(sql: "SELECT reason FROM refusal WHERE channel = ? AND address = ?"),
            arguments: [channel.id, address])
        return reason.map { "refused before: \($0)" }
    }

    private func surfeit(of one: Enrollment) throws -> String? {
        guard let cap,
            try Self.accepted(by: one.recipientId, on: channel.id, within: cap.per, of: now, in: db) >= cap.messages
        else { return nil }
        return cap.sentence
    }

    /// How many messages the recipient has had on the channel, over all campaigns.
    static func accepted(
        by recipient: String, on channel: String, within span: TimeSpan, of now: Instant, in db: Database
    ) throws -> Int {
        try Int.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT count(*) FROM delivery d JOIN run r ON r.occurrence = d.run
                    WHERE d.recipient = ? AND d.state = 2 AND d.settled_at > ? AND r.channel = ?
                    """), arguments: [recipient, (now - span).seconds, channel]) ?? 0
    }
}
