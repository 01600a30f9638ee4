import CampaignFiles
import CampaignModel
import StateStore

/// Puts campaigns into the tree that it doesn't have yet.
struct TreeImport {
    let tree: TreeOptions
    let isDryRun: Bool

    func perform(_ found: CampaignImport) throws -> ImportReport {
        let present = try reading()
        var owners: [String: String] = [:]
        for file in present?.files ?? [] where file.isCampaignFile {
            if let id = file.campaignId { owners[id] = file.path }
        }
        let paths = Set(present?.files.map(\.path) ?? [])
        let rows = found.campaigns.map { row(for: $0, owners: owners, paths: paths) }
        let written = Set(isDryRun ? [] : rows.compactMap(\.file))
        let faults = written.isEmpty ? [] : try reading()?.diagnostics.filter { written.contains($0.file ?? "") }
        return ImportReport(dryRun: isDryRun, campaigns: rows, diagnostics: faults ?? [])
    }

    /// Nil where there is no tree yet: the first file makes it.
    private func reading() throws -> TreeReading? {
        do {
            let scan = try TreeScanner.scan(root: tree.root)
            let knowledge = try StateKnowledge(tree.view ?? NothingRecorded() as any RecordedState)
            return TreeReader(scan: scan, zones: tree.zones, now: tree.moment(), knowledge: knowledge).readAll()
        } catch TreeError.notFound {
            return nil
        }
    }

    private func row(
        for result: Result<ImportedCampaign, ImportRefusal>, owners: [String: String], paths: Set<String>
    ) -> ImportReport.Row {
        switch result {
        case .failure(let refusal):
            return ImportReport.Row(campaignId: refusal.campaignId, action: .skip, reason: refusal.reason)
        case .success(let campaign):
            if let reason = obstacle(to: campaign, owners: owners, paths: paths) ?? write(campaign) {
                return ImportReport.Row(campaignId: campaign.campaignId, action: .skip, reason: reason)
            }
            return ImportReport.Row(
                campaignId: campaign.campaignId, file: campaign.file, action: .write,
                serverFields: campaign.serverFields, unknownFields: campaign.unknownFields, notes: campaign.notes,
                content: isDryRun ? campaign.content : nil)
        }
    }

    private func obstacle(
        to campaign: ImportedCampaign, owners: [String: String], paths: Set<String>
    ) -> String? {
        if let owner = owners[campaign.campaignId] { return "\(tree.root)/\(owner) declares it already" }
        if paths.contains(campaign.file) { return "\(tree.root)/\(campaign.file) exists, and is left as it is" }
        return nil
    }

    /// Why it couldn't be written.
    private func write(_ campaign: ImportedCampaign) -> String? {
        guard !isDryRun else { return nil }
        do throws(NewFile.Failure) {
            try NewFile.write(campaign.content, to: "\(tree.root)/\(campaign.file)")
            return nil
        } catch {
            return error.description
        }
    }
}
