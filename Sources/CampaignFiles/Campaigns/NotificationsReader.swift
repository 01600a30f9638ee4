import CampaignModel

/// Reads `notifications`.
struct NotificationsReader {
    private static let names: [StaticString] = ["onStart", "onComplete", "onFailure"]

    func read(_ top: Fields) -> Notifications? {
        guard let fields = top.mapping("notifications", NotificationsReader.names) else { return nil }
        return Notifications(
            onStart: notification("onStart", fields), onComplete: notification("onComplete", fields),
            onFailure: notification("onFailure", fields))
    }

    private func notification(_ key: StaticString, _ fields: Fields) -> Notification? {
        guard let notification = fields.mapping(key, ["enabled", "channels", "recipients"]) else { return nil }
        return Notification(
            enabled: notification.bool("enabled"), channels: notification.strings("channels"),
            recipients: notification.strings("recipients"))
    }
}
