import CampaignModel

/// Reads `notifications`, and finds the channels that carry them. One that isn't there is a warning: who isn't told of a
/// run is no reason against the run.
struct NotificationsReader {
    struct Result {
        var declared: Notifications
        /// By id; nil where there are none.
        var channels: [ChannelDeclaration]?
    }

    let shared: SharedFiles

    func read(_ top: Fields) -> Result? {
        guard let fields = top.mapping("notifications") else { return nil }
        var channels: [String: ChannelDeclaration] = [:]
        let declared = Notifications(
            onStart: notification("onStart", fields, &channels),
            onComplete: notification("onComplete", fields, &channels),
            onFailure: notification("onFailure", fields, &channels))
        let sorted = channels.values.sorted { $0.id < $1.id }
        return Result(declared: declared, channels: sorted.isEmpty ? nil : sorted)
    }

    private func notification(
        _ key: StaticString, _ fields: Fields, _ channels: inout [String: ChannelDeclaration]
    ) -> Notification? {
        let errorsBefore = fields.findings.errorCount
        guard let fields = fields.mapping(key) else { return nil }
        let notification = Notification(
            enabled: fields.bool("enabled"), channels: fields.strings("channels"),
            recipients: fields.strings("recipients"))
        guard notification.enabled != false else { return notification }
        if !fields.isPartial, fields.findings.errorCount == errorsBefore { warnOfNobody(notification, fields) }
        let places = fields.node("channels")?.elements ?? []
        for (index, id) in (notification.channels ?? []).enumerated() where channels[id] == nil {
            let place = places.indices.contains(index) ? places[index] : fields.place
            channels[id] = channel(id, place, fields.findings)
        }
        return notification
    }

    private func warnOfNobody(_ notification: Notification, _ fields: Fields) {
        for (field, named) in [("channels", notification.channels), ("recipients", notification.recipients)]
        where named?.isEmpty ?? true {
            fields.findings.warn(
                .missingField, "'\(fields.name)' names no \(field), so that nobody is told", at: fields.place,
                hint: "add '\(field): [\(field == "channels" ? "email" : "admin@example.com")]', or set enabled: false")
        }
    }

    private func channel(_ id: String, _ place: YAMLNode, _ findings: Findings) -> ChannelDeclaration? {
        switch shared.channel(id) {
        case .found(let channel): return channel
        case .broken: findings.holdBack()
        case .missing:
            if id == ChannelDeclaration.builtInOutbox.id { return .builtInOutbox }
            let known = shared.channelIds + [ChannelDeclaration.builtInOutbox.id]
            findings.warn(
                .channelNotFound, "there is no channel '\(id.prefix(60))', so that nobody is told by it", at: place,
                hint: NearestName.question(id, among: known) ?? "create channels/\(id.prefix(60)).yaml")
        }
        return nil
    }
}
