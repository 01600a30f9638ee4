import CampaignModel

/// A campaignId is unique in the tree: of several files with the same one, none is the campaign.
enum DuplicateCampaign {
    /// Holds back all files that share their campaignId with another one.
    static func check(_ files: inout [FileReading], places: [CampaignPlaces]) {
        var byId: [String: [Int]] = [:]
        byId.reserveCapacity(files.count)
        for index in files.indices {
            if let id = files[index].campaignId { byId[id, default: []].append(index) }
        }
        for (id, indices) in byId where indices.count > 1 {
            for index in indices {
                let others = indices.filter { $0 != index }.prefix(3).map { files[$0].path }
                files[index].declaration = nil
                files[index].diagnostics.append(
                    Diagnostic(
                        severity: .error, code: .duplicateCampaign,
                        message: "'\(id)' is the campaignId of \(others.joined(separator: ", ")), too",
                        file: files[index].path, line: places[index].id.line, column: places[index].id.column,
                        campaignId: id, hint: "give each its own; all of them are held back until then"))
                files[index].diagnostics = files[index].diagnostics.inFileOrder
            }
        }
    }
}
