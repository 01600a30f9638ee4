/// Reads a list or get response of the reference API; a campaign by itself, or a list of them, too.
public struct CampaignImport {
    /// In bytes. A page of the reference has 100 campaigns.
    public static let largest = 16 << 20
    /// Campaigns.
    public static let most = 10_000

    /// In the order of the response; a campaign that it holds twice is there once.
    public let campaigns: [Result<ImportedCampaign, ImportRefusal>]

    /// - Throws: `ImportFault` where nothing of it can be used.
    public init(_ bytes: [UInt8]) throws(ImportFault) {
        guard bytes.count <= CampaignImport.largest else {
            throw ImportFault(message: "it is larger than \(CampaignImport.largest >> 20) MiB; import it in parts")
        }
        let document = try JSONParser.parse(bytes)
        let entries = try CampaignImport.entries(document)
        guard entries.count <= CampaignImport.most else {
            throw ImportFault(message: "it holds more than \(CampaignImport.most) campaigns; import it in parts")
        }
        let read = entries.map { entry in
            Result { () throws(ImportRefusal) in try CampaignTranscript.transcribe(entry) }
        }
        campaigns = CampaignImport.refusingContradictions(read)
    }

    private static func entries(_ document: VerbatimJSON) throws(ImportFault) -> [VerbatimJSON] {
        if case .array(let entries) = document { return entries }
        guard case .object = document else { throw ImportFault(line: 1, column: 1, message: "it holds no campaign") }
        if document["success"] == .bool(false) || document["error"] != nil {
            let error = [document["error"]?["code"]?.text, document["error"]?["message"]?.text].compactMap(\.self)
            throw ImportFault(
                message: "it is an answer that refuses\(error.isEmpty ? "" : ": \(error.joined(separator: ", "))")")
        }
        switch document["data"] {
        case .array(let entries)?: return entries
        case let entry?: return [entry]
        case nil where document["campaignId"] != nil: return [document]
        case nil:
            throw ImportFault(
                line: 1, column: 1,
                message: "it is neither a response with campaigns under 'data' nor a campaign with a 'campaignId'")
        }
    }

    /// Pages of a list may overlap: what is there twice alike is one campaign. Of several that differ, nobody can tell
    /// which is meant.
    private static func refusingContradictions(
        _ read: [Result<ImportedCampaign, ImportRefusal>]
    ) -> [Result<ImportedCampaign, ImportRefusal>] {
        var versions: [String: Set<String>] = [:]
        for case .success(let campaign) in read { versions[campaign.campaignId, default: []].insert(campaign.content) }
        var seen: Set<String> = []
        return read.compactMap { result in
            guard case .success(let campaign) = result else { return result }
            let id = campaign.campaignId
            guard seen.insert(id).inserted else { return nil }
            guard let count = versions[id]?.count, count > 1 else { return result }
            return .failure(
                ImportRefusal(
                    campaignId: id,
                    reason: "it is there in \(count) versions, and only one can be meant; leave that one"))
        }
    }
}
