import CampaignModel

/// Reads `notifications`.
struct NotificationsReader {
    func read(_ top: Fields) -> Notifications? {
        guard let fields = top.mapping("notifications") else { return nil }
        return Notifications(
            onStart: notification("onStart", fields), onComplete: notification("onComplete", fields),
            onFailure: notification("onFailure", fields))
    }

    private func notification(_ key: StaticString, _ fields: Fields) -> Notification? {
        guard let notification = fields.mapping(key) else { return nil }
        return Notification(
            enabled: notification.bool("enabled"), channels: notification.strings("channels"),
            recipients: notification.strings("recipients"))
    }
}
