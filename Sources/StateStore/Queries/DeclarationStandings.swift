import CampaignModel
internal import GRDB

/// Holds declarations against those last accepted, by the text that is kept of them: after a change of what all files
/// share, most of them are still the same, and reading ten thousand texts is slower than comparing them.
enum DeclarationStandings {
    static func of(_ declarations: [CampaignDeclaration], in db: Database) throws -> [DeclarationStanding] {
        let stored = try db.cachedStatement(
            sql: """
                SELECT d.body, c.file FROM campaign c JOIN declaration d ON d.key = c.declaration
                WHERE c.id = ? AND c.deleted_at IS NULL
                """)
        return try declarations.map { declaration in
            let id = declaration.campaign.campaignId
            let encoded = try EncodedDeclaration(declaration)
            guard let row = try Row.fetchOne(stored, arguments: [id]) else {
                return .new(earlier: try CampaignRecords.one(id, deleted: true, in: db), encoded)
            }
            if row[0] == encoded.body { return .same(isRenamed: row[1] != declaration.file) }
            guard let accepted = try AcceptedCampaign.fetch(id, in: db) else {
                throw StateError.failed(path: "", reason: "what it holds of campaign '\(id)' can't be understood")
            }
            return .different(from: accepted, encoded)
        }
    }
}
