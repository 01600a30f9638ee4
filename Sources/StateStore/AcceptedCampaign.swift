public import CampaignModel
internal import GRDB
public import Reconciliation

/// A campaign in force: its record, and the declaration last accepted.
public struct AcceptedCampaign: Sendable {
    public var record: CampaignRecord
    public var declaration: CampaignDeclaration

    static func fetch(_ id: String, in db: Database) throws -> AcceptedCampaign? {
        guard let record = try CampaignRecords.one(id, deleted: false, in: db) else { return nil }
        let body = try String.fetchOne(
            db.cachedStatement(
                sql: "SELECT d.body FROM campaign c JOIN declaration d ON d.key = c.declaration WHERE c.id = ?"),
            arguments: [id])
        guard let body else { return nil }
        return AcceptedCampaign(
            record: record, declaration: try EncodedDeclaration.decode(body, file: record.file))
    }
}
