import CampaignModel
import ScheduleEngine

/// Reads `deliverySettings`.
struct DeliveryReader {
    let zones: ZoneNames

    func read(_ top: Fields) -> DeliverySettings {
        guard let fields = top.mapping("deliverySettings") else { return DeliverySettings() }
        return DeliverySettings(
            priority: fields.choice("priority"), rateLimiting: readRateLimiting(fields),
            frequencyCap: readFrequencyCap(fields), quietHours: readQuietHours(fields), retry: readRetry(fields),
            onUncertain: fields.choice("onUncertain"), expireAfter: fields.duration("expireAfter"))
    }

    private func readRateLimiting(_ fields: Fields) -> RateLimiting? {
        guard let limit = fields.mapping("rateLimiting") else { return nil }
        limit.requireParts()
        return RateLimiting(
            enabled: limit.bool("enabled"), messagesPerHour: limit.integer("messagesPerHour"),
            burst: limit.integer("burst"), rampUp: limit.list("rampUp") { limit.integer($0, "rampUp") })
    }

    private func readFrequencyCap(_ fields: Fields) -> FrequencyCap? {
        guard let cap = fields.mapping("frequencyCap") else { return nil }
        cap.requireParts()
        let messages = cap.integer("messages")
        let per = cap.duration("per")
        guard let messages, let per else { return nil }
        return FrequencyCap(messages: messages, per: per)
    }

    private func readQuietHours(_ fields: Fields) -> QuietHours? {
        guard let quiet = fields.mapping("quietHours") else { return nil }
        let enabled = quiet.bool("enabled")
        quiet.requireParts()
        let start = quiet.localTime("start")
        let end = quiet.localTime("end")
        var zone: String?
        if let node = quiet.node("timezone") {
            zone =
                node.text == "recipient"
                ? "recipient" : zones.zone(at: node, path: quiet.path("timezone"), findings: quiet.findings)
        }
        guard let start, let end else { return nil }
        if start == end, let startNode = quiet.node("start"), let endNode = quiet.node("end") {
            let isOwn = endNode.isDefault == quiet.findings.isDefaultsFile
            quiet.fault(
                "quiet hours that end when they begin are no time or all day", at: isOwn ? endNode : startNode,
                hint: "change one of the two, or write 'enabled: false'")
        }
        return QuietHours(enabled: enabled, start: start, end: end, timezone: zone)
    }

    private func readRetry(_ fields: Fields) -> Retry? {
        guard let retry = fields.mapping("retry") else { return nil }
        return Retry(attempts: retry.integer("attempts"), backoff: retry.duration("backoff"))
    }
}
