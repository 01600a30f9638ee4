import CampaignModel

/// Makes a file of what the reference API says of a campaign: the fields of a create request, in the contract's order.
struct CampaignTranscript {
    private static let serverFields: Set<String> = [
        "_id", "__v", "id", "execution", "statistics", "createdAt", "updatedAt", "createdBy", "updatedBy", "pausedAt",
        "resumedAt", "cancelledAt", "completedAt", "nextRunAt", "lastRunAt", "runCount",
    ]
    /// Mappings whose keys are somebody else's names, in whichever order they mean something.
    private static let foreign: Set<String> = ["conditions", "dynamicCriteria"]

    private var server: [String] = []
    private var unknown: [String] = []
    private var notes: [String] = []

    /// - Throws: `ImportRefusal` where it has no campaignId that can be one here.
    static func transcribe(_ campaign: VerbatimJSON) throws(ImportRefusal) -> ImportedCampaign {
        guard case .object(let members) = campaign else {
            throw ImportRefusal(campaignId: nil, reason: "it is no campaign, but another JSON value")
        }
        guard let id = campaign["campaignId"], id != .null else {
            throw ImportRefusal(campaignId: nil, reason: "it has no campaignId\(hint(campaign))")
        }
        guard let text = id.text, CampaignIdentifier.isValid(text) else {
            let shown = id.text.map { "'\(printable($0))'" } ?? "what it has"
            throw ImportRefusal(
                campaignId: nil,
                reason:
                    "\(shown) can't be a campaignId: letters, digits, '.', '_' and '-', at most 128, and a letter or "
                    + "digit first")
        }
        var transcript = CampaignTranscript()
        let content = BlockYAML.text(transcript.body(members))
        return ImportedCampaign(
            campaignId: text, content: content, serverFields: transcript.server, unknownFields: transcript.unknown,
            notes: transcript.notes)
    }

    private mutating func body(_ members: [VerbatimJSON.Member]) -> [VerbatimJSON.Member] {
        let names = MappingDefinition.campaign.names.map(\.description)
        var body: [VerbatimJSON.Member] = []
        for member in members where member.value != .null {
            if Self.serverFields.contains(member.name) {
                server.append(member.name)
            } else if !names.contains(member.name) {
                unknown.append(Self.printable(member.name))
            } else {
                body.append(.init(name: member.name, value: cleaned(member.value, path: member.name)))
            }
        }
        noteStatus(&body)
        if !body.contains(where: { $0.name == "messageConfig" }) {
            notes.append("it has no messageConfig, as a list response may leave it out; its own response has it")
        }
        return FieldOrder.sorted(body)
    }

    private mutating func noteStatus(_ body: inout [VerbatimJSON.Member]) {
        guard let index = body.firstIndex(where: { $0.name == "status" }) else {
            notes.append("it has no status, so that it is active")
            return
        }
        guard let status = body[index].value.text else { return }
        let declared: DeclaredStatus
        switch status {
        case CampaignStatus.scheduled.rawValue: declared = .active
        case CampaignStatus.completed.rawValue, CampaignStatus.failed.rawValue: declared = .cancelled
        // The others can be declared; what is none of them is reported when the file is read.
        default: return
        }
        body[index].value = .string(declared.rawValue)
        notes.append("its status \(status) became \(declared.rawValue)")
    }

    /// Without nulls, which say no more than a field that isn't there, and without a database's own ids.
    private mutating func cleaned(_ value: VerbatimJSON, path: String) -> VerbatimJSON {
        switch value {
        case .null, .bool, .number, .string:
            return value
        case .array(let elements):
            return .array(elements.map { cleaned($0, path: path) })
        case .object(let members):
            if let name = path.split(separator: ".").last, Self.foreign.contains(String(name)) { return value }
            var kept: [VerbatimJSON.Member] = []
            for member in members where member.value != .null {
                let inner = "\(path).\(member.name)"
                if member.name == "_id" || member.name == "__v" {
                    if !server.contains(inner) { server.append(inner) }
                } else {
                    kept.append(.init(name: member.name, value: cleaned(member.value, path: inner)))
                }
            }
            return .object(FieldOrder.sorted(kept))
        }
    }

    private static func hint(_ campaign: VerbatimJSON) -> String {
        let names = ["_id", "campaignName"].compactMap { campaign[$0]?.text }
        return names.first.map { " (it is '\(printable($0))')" } ?? ""
    }

    /// For a sentence on a terminal, which obeys control characters.
    private static func printable(_ text: String) -> String {
        String(text.prefix(60).map { $0.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F } ? $0 : "·" })
    }
}
