import CampaignFiles
import CampaignModel
import Reconciliation
import ScheduleEngine
import StatusPages

/// One campaign's page, also of one whose file is gone.
struct CampaignView {
    private let view: PageView

    init(_ view: PageView) { self.view = view }

    /// Nil where no campaign has this id, nor had.
    func page(of id: String) throws -> CampaignPage? {
        let history = try view.recorded.history(of: id, limit: CampaignPage.mostRuns)
        guard let place = view.index.ids.firstIndex(of: id), let entry = try view.entries([id])[id] else {
            return try view.recorded.deletedRecord(id).map { deleted($0, history: history) }
        }
        let row = view.index.rows[place]
        let file = entry.declaration.file
        let line = FieldPlace.find("campaignId", in: file, root: view.facts.root)
        return CampaignPage(
            now: view.facts.now, campaign: view.summary(row, entry, history: history),
            place: CampaignPage.Place(file: file, line: line?.file == file ? line?.line : nil), isDeleted: false,
            facts: facts(entry.declaration), lane: view.lane(row, entry))
    }

    private func deleted(_ record: CampaignRecord, history: [ExecutionRecord]) -> CampaignPage {
        let summary = CampaignSummary(
            id: record.campaignId, name: nil, type: record.type, status: .cancelled, nextRun: nil,
            zone: view.zone(record.terms.zone), runCount: 0, sent: 0, delivered: 0, history: history)
        return CampaignPage(
            now: view.facts.now, campaign: summary, place: CampaignPage.Place(file: record.file, line: nil),
            isDeleted: true, facts: [], lane: nil)
    }

    /// As `show` has them.
    private func facts(_ declaration: CampaignDeclaration) -> [CampaignPage.Fact] {
        let campaign = declaration.campaign
        let terms = ScheduleTerms(declaration)
        let variations = (campaign.messageConfig.variations ?? []).map {
            "\($0.name): \($0.templateId), weight \(Self.number($0.weight ?? 1))"
        }
        let all = [
            ("Schedule", ScheduleSentence.of(campaign)),
            (
                "Catch-up",
                campaign.type == .triggerBased
                    ? "" : "\(terms.policy.rawValue), within \(terms.window), on time for \(terms.grace)"
            ), ("Audience", AudienceSentence.of(campaign.targetAudience)), ("Channel", declaration.channel.id),
            ("Template", variations.isEmpty ? campaign.messageConfig.templateId ?? "" : ""),
            ("Variations", variations.joined(separator: "; ")), ("Limits", limits(campaign)),
            ("Quiet hours", PageView.quietHours(campaign) ?? ""),
            ("Priority", (campaign.deliverySettings.priority ?? .normal).rawValue),
        ]
        return all.filter { !$0.1.isEmpty }.map { CampaignPage.Fact($0.0, $0.1) }
    }

    private func limits(_ campaign: Campaign) -> String {
        let settings = campaign.deliverySettings
        var limits: [String] = []
        if let limiting = settings.rateLimiting, limiting.enabled != false, let hourly = limiting.messagesPerHour {
            limits.append("\(hourly) messages an hour")
        }
        if let cap = settings.frequencyCap { limits.append("\(cap.messages) a recipient within \(cap.per)") }
        if let span = settings.expireAfter { limits.append("expires after \(span)") }
        return limits.joined(separator: ", ")
    }

    private static func number(_ value: Double) -> String {
        value.rounded() == value && value.magnitude < 1e15 ? "\(Int64(value))" : "\(value)"
    }
}
