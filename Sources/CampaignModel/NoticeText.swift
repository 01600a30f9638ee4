/// What a notice says: the campaign, the run, its status and counts, the reason.
public struct NoticeText: Hashable, Sendable {
    public let subject: String
    public let body: String

    /// - Parameter record: the run as it stands at the event.
    public init(_ event: NoticeEvent, of campaign: Campaign, _ record: ExecutionRecord) {
        let name = Self.oneLine(campaign.campaignName ?? campaign.campaignId)
        let counts = record.deliveries
        let people = counts.audience == 1 ? "1 recipient" : "\(counts.audience) recipients"
        switch event {
        case .onStart: subject = "\(name): a run has begun, \(people)"
        case .onComplete:
            subject =
                "\(name): the run is complete, \(counts.sent) of \(people) sent"
                + (record.status == .partial ? ", some not" : "")
        case .onFailure: subject = "\(name): the run has failed"
        }
        var lines = [
            "\(subject).", "", "Campaign: \(campaign.campaignId)", "Scheduled for: \(record.scheduledFor)",
            "Trigger: \(record.trigger.rawValue)", "Status: \(record.status.rawValue)",
        ]
        let numbers = [
            ("audience", counts.audience), ("sent", counts.sent), ("failed", counts.failed),
            ("suppressed", counts.suppressed), ("held out", counts.holdout), ("expired", counts.expired),
            ("uncertain", counts.uncertain), ("pending", counts.pending),
        ].filter { $0.1 > 0 || $0.0 == "audience" || ($0.0 == "sent" && event != .onStart) }
        lines.append("Recipients: " + numbers.map { "\($0.0) \($0.1)" }.joined(separator: ", "))
        if let reason = record.reason { lines.append("Reason: \(Self.oneLine(reason))") }
        body = lines.joined(separator: "\n") + "\n"
    }

    /// A subject is one line, whatever a name holds.
    private static func oneLine(_ text: String) -> String {
        String(text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : Character($0) })
    }
}
