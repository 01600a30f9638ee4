import CampaignModel
import ScheduleEngine

/// Reads `deliverySettings`.
struct DeliveryReader {
    private static let names: [StaticString] = [
        "priority", "rateLimiting", "frequencyCap", "quietHours", "retry", "onUncertain", "expireAfter",
    ]

    let zones: ZoneNames

    func read(_ top: Fields) -> DeliverySettings {
        guard let fields = top.mapping("deliverySettings", DeliveryReader.names) else { return DeliverySettings() }
        return DeliverySettings(
            priority: fields.choice("priority"), rateLimiting: readRateLimiting(fields),
            frequencyCap: readFrequencyCap(fields), quietHours: readQuietHours(fields), retry: readRetry(fields),
            onUncertain: fields.choice("onUncertain"), expireAfter: fields.duration("expireAfter", least: 1))
    }

    private func readRateLimiting(_ fields: Fields) -> RateLimiting? {
        let names: [StaticString] = ["enabled", "messagesPerHour", "burst", "rampUp"]
        guard let limit = fields.mapping("rateLimiting", names) else { return nil }
        let enabled = limit.bool("enabled")
        if enabled != false, limit.node("rampUp") == nil {
            _ = limit.required("messagesPerHour", hint: "add 'messagesPerHour: 1000'")
        }
        return RateLimiting(
            enabled: enabled, messagesPerHour: limit.integer("messagesPerHour", 1...1_000_000_000),
            burst: limit.integer("burst", 1...1_000_000_000),
            rampUp: limit.list("rampUp", mayBeEmpty: false) { limit.integer($0, "rampUp", 1...1_000_000_000) })
    }

    private func readFrequencyCap(_ fields: Fields) -> FrequencyCap? {
        guard let cap = fields.mapping("frequencyCap", ["messages", "per"]) else { return nil }
        _ = cap.required("messages", hint: "add 'messages: 3'")
        _ = cap.required("per", hint: "add 'per: 7d'")
        let messages = cap.integer("messages", 1...1_000_000)
        let per = cap.duration("per", least: 1)
        guard let messages, let per else { return nil }
        return FrequencyCap(messages: messages, per: per)
    }

    private func readQuietHours(_ fields: Fields) -> QuietHours? {
        guard let quiet = fields.mapping("quietHours", ["enabled", "start", "end", "timezone"]) else { return nil }
        let enabled = quiet.bool("enabled")
        if enabled != false {
            _ = quiet.required("start", hint: "add 'start: \"22:00\"'")
            _ = quiet.required("end", hint: "add 'end: \"08:00\"'")
        }
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
        guard let retry = fields.mapping("retry", ["attempts", "backoff"]) else { return nil }
        return Retry(attempts: retry.integer("attempts", 1...100), backoff: retry.duration("backoff"))
    }
}
