import CampaignModel
import Foundation
internal import GRDB
import Reconciliation
import ScheduleEngine

/// Stores what a pass decided.
struct PassWriter {
    let db: Database
    let commit: PassCommit

    func write() throws {
        try writePlans()
        for (id, file) in commit.renamed {
            try db.cachedStatement(sql: "UPDATE campaign SET file = ? WHERE id = ?").execute(arguments: [file, id])
        }
        if let tree = commit.tree { try write(tree) }
        for (identifier, stamp) in commit.zoneStamps {
            try db.cachedStatement(sql: "INSERT OR REPLACE INTO zone VALUES (?, ?)")
                .execute(arguments: [identifier, stamp])
        }
        for (fingerprint, bytes) in commit.zoneRules {
            try db.cachedStatement(sql: "INSERT OR IGNORE INTO zone_rules VALUES (?, ?)")
                .execute(arguments: [fingerprint, Data(bytes)])
        }
        if !commit.zoneRules.isEmpty {
            try db.execute(
                sql: """
                    DELETE FROM zone_rules WHERE fingerprint NOT IN
                        (SELECT zone_rules FROM progress WHERE zone_rules IS NOT NULL)
                    """)
        }
        if commit.decidesAll {
            try db.cachedStatement(
                sql: "UPDATE pass SET decided_through = max(ifnull(decided_through, ?1), ?1)"
            ).execute(arguments: [commit.now.seconds])
        }
    }

    // MARK: Plans

    /// In the order of the file's pages, each of which is then written once.
    private func writePlans() throws {
        let advance = try db.cachedStatement(
            sql: """
                UPDATE progress SET evaluated_through = max(evaluated_through, ?), next_due = ?,
                       decided_runs = decided_runs + ?, zone_rules = ?, repeated_times = ? WHERE campaign = ?
                """)
        let decide = try db.cachedStatement(
            sql: """
                INSERT INTO occurrence (campaign, scheduled_for, last, count, decision, reason, decided_at, state)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """)
        for plan in commit.plans.sorted(by: { $0.key ?? .max < $1.key ?? .max }) {
            let campaign = try key(of: plan)
            let runs = plan.decisions.count { $0.verdict.isRun }
            let repeated = plan.repeatedTimes.isEmpty ? nil : try StoredJSON.encode(plan.repeatedTimes)
            advance.setUncheckedArguments([
                plan.evaluatedThrough.seconds, plan.nextDue?.seconds, runs, plan.zoneRules, repeated, campaign,
            ])
            try advance.execute()
            if plan.change?.action == .delete {
                try db.cachedStatement(sql: "UPDATE campaign SET deleted_at = ? WHERE key = ?")
                    .execute(arguments: [commit.now.seconds, campaign])
            }
            if let passing = plan.passingBy {
                try EventDecider(db: db).passBy(passing, campaign: campaign, at: commit.now)
            }
            if let reason = plan.cancelOpenRuns {
                try cancelOpenRuns(of: campaign, reason: reason, backfillsToo: plan.endsCampaign)
            }
            for decision in plan.decisions {
                decide.setUncheckedArguments([
                    campaign, decision.scheduledFor.seconds, decision.last.seconds, decision.count,
                    decision.verdict.rawValue, decision.reason, commit.now.seconds, decision.verdict.isRun ? 1 : 0,
                ])
                try decide.execute()
            }
        }
    }

    /// Accepts the plan's declaration where there is a new one.
    private func key(of plan: CampaignPlan) throws -> Int64 {
        if let acceptance = commit.acceptances[plan.campaignId] { return try accept(acceptance, plan: plan) }
        let key =
            try plan.key
            ?? Int64.fetchOne(
                db.cachedStatement(sql: "SELECT key FROM campaign WHERE id = ?"), arguments: [plan.campaignId])
        guard let key else {
            throw StateError.failed(path: "", reason: "campaign '\(plan.campaignId)' is not in it")
        }
        return key
    }

    private func accept(_ acceptance: PassCommit.Acceptance, plan: CampaignPlan) throws -> Int64 {
        let replaced = try Row.fetchOne(
            db.cachedStatement(sql: "SELECT key, declaration FROM campaign WHERE id = ?"),
            arguments: [plan.campaignId])
        try db.cachedStatement(sql: "INSERT INTO declaration (body) VALUES (?)").execute(arguments: [
            acceptance.encoded.body
        ])
        let declaration = db.lastInsertedRowID
        let campaign = acceptance.declaration.campaign
        let terms = acceptance.terms
        let priority =
            switch campaign.deliverySettings.priority ?? .normal {
            case .high: 0
            case .normal: 1
            case .low: 2
            }
        try db.cachedStatement(
            sql: """
                INSERT INTO campaign (id, file, declaration, accepted_at, type, priority, status, rule, zone, catch_up,
                                      window, miss_limit, grace, overlap, max_occurrences, audience, templates,
                                      channel, first_applied)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET
                    file = excluded.file, declaration = excluded.declaration, accepted_at = excluded.accepted_at,
                    deleted_at = NULL,
                    type = excluded.type, priority = excluded.priority, status = excluded.status, rule = excluded.rule,
                    zone = excluded.zone, catch_up = excluded.catch_up, window = excluded.window,
                    miss_limit = excluded.miss_limit, grace = excluded.grace, overlap = excluded.overlap,
                    max_occurrences = excluded.max_occurrences, audience = excluded.audience,
                    templates = excluded.templates, channel = excluded.channel,
                    first_applied = iif(deleted_at IS NULL, first_applied, excluded.first_applied)
                """
        ).execute(arguments: [
            campaign.campaignId, acceptance.declaration.file, declaration, commit.now.seconds, campaign.type.rawValue,
            priority, terms.status.rawValue, terms.schedule.description, terms.zone, terms.policy.rawValue,
            terms.window.seconds, terms.limit, terms.grace.seconds, terms.overlap.rawValue, terms.maxOccurrences,
            campaign.targetAudience.fingerprint, campaign.messageConfig.templateIds.joined(separator: "\n"),
            acceptance.declaration.channel.id, commit.now.seconds,
        ])
        guard let replaced else {
            let key = db.lastInsertedRowID
            try db.cachedStatement(sql: "INSERT INTO progress (campaign, evaluated_through) VALUES (?, ?)")
                .execute(arguments: [key, plan.evaluatedThrough.seconds])
            return key
        }
        try db.cachedStatement(
            sql: "DELETE FROM declaration WHERE key = ?1 AND NOT EXISTS (SELECT 1 FROM run WHERE declaration = ?1)"
        ).execute(arguments: [replaced[1] as Int64])
        return replaced[0]
    }

    /// Ends runs that are waiting or begun: what is not settled is cancelled, in the ledger and in the counts.
    private func cancelOpenRuns(of campaign: Int64, reason: String, backfillsToo: Bool) throws {
        let open = try Int64.fetchAll(
            db.cachedStatement(
                sql:
                    "SELECT key FROM occurrence WHERE campaign = ? AND state IN (1, 2) AND (? OR decision <> 'backfill')"
            ),
            arguments: [campaign, backfillsToo])
        for key in open { try RunWriter(db: db).cancel(run: key, reason: reason, at: commit.now) }
    }

    private func write(_ tree: PassCommit.TreeIndex) throws {
        if tree.isWhole {
            try db.execute(sql: "DELETE FROM tree_file")
        } else {
            for path in tree.removed {
                try db.cachedStatement(sql: "DELETE FROM tree_file WHERE path = ?").execute(arguments: [path])
            }
        }
        let insert = try db.cachedStatement(sql: "INSERT OR REPLACE INTO tree_file VALUES (?, ?, ?, ?, ?, ?)")
        for file in tree.files {
            let diagnostics = file.diagnostics.isEmpty ? nil : try StoredJSON.encode(file.diagnostics)
            try insert.execute(arguments: [
                file.path, file.bucket, file.stamp, file.campaignId, file.isUnsettled ? 1 : 0, diagnostics,
            ])
        }
        try db.execute(
            sql: "UPDATE pass SET tree_digest = ?, tree_buckets = ?", arguments: [tree.digest, Data(tree.buckets)])
    }
}
