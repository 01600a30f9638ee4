import CampaignModel

/// Reads a file of `channels/`.
struct ChannelReader {
    let findings: Findings
    let id: String

    private static let common: [StaticString] = ["type", "concurrency", "messagesPerSecond"]

    private static func names(_ type: ChannelDeclaration.Kind) -> [StaticString] {
        switch type {
        case .outbox: common + ["path"]
        case .webhook: common + ["url", "headers", "signingSecret", "timeout"]
        case .telegram: common + ["token", "baseURL", "parseMode", "timeout"]
        case .email: common + ["server", "username", "password", "from", "requireTLS", "timeout"]
        case .command: common + ["argv", "timeout"]
        }
    }

    func read(_ root: YAMLNode) -> ChannelDeclaration? {
        // Which fields there may be depends on the type, so that is looked at first.
        let any = Fields(findings: findings, own: root, place: root, names: Fields.anyName)
        guard let typeNode = any.required("type", hint: "add 'type: outbox'"),
            let type: ChannelDeclaration.Kind = any.choice(typeNode, "type")
        else { return nil }
        let fields = Fields(findings: findings, own: root, place: root, names: ChannelReader.names(type))
        var channel = ChannelDeclaration(id: id, type: type)
        channel.concurrency = fields.integer("concurrency", 1...10_000)
        channel.messagesPerSecond = fields.number("messagesPerSecond", "a number above 0") { $0 > 0 }
        switch type {
        case .outbox: channel.path = fields.safePath("path")
        case .webhook: readWebhook(fields, &channel)
        case .telegram: readTelegram(fields, &channel)
        case .email: readEmail(fields, &channel)
        case .command:
            channel.argv = fields.required("argv") == nil ? nil : fields.commandLine("argv")
            channel.timeout = fields.duration("timeout", least: 1)
        }
        if type != .outbox {
            fields.fault(
                "channel type '\(type.rawValue)' isn't delivered by this version", at: typeNode, hint: "use outbox")
        }
        return channel
    }

    private func readWebhook(_ fields: Fields, _ channel: inout ChannelDeclaration) {
        channel.url = address(fields, "url", schemes: ["https://", "http://"], isRequired: true)
        if let headers = fields.mapping("headers", Fields.anyName) {
            var values: [String: String] = [:]
            for (key, value) in headers.own?.entries ?? [] { values[key.text] = headers.string(value, "*") }
            channel.headers = values
        }
        channel.signingSecret = fields.secret("signingSecret")
        channel.timeout = fields.duration("timeout", least: 1)
    }

    private func readTelegram(_ fields: Fields, _ channel: inout ChannelDeclaration) {
        if fields.required("token", hint: "add 'token: { credential: telegram-token }'") != nil {
            channel.token = fields.secret("token")
        }
        channel.baseURL = address(fields, "baseURL", schemes: ["https://", "http://"], isRequired: false)
        channel.parseMode = fields.choice("parseMode")
        channel.timeout = fields.duration("timeout", least: 1)
    }

    private func readEmail(_ fields: Fields, _ channel: inout ChannelDeclaration) {
        channel.server = address(fields, "server", schemes: ["smtps://", "smtp://"], isRequired: true)
        channel.from = fields.requiredString("from", hint: "add 'from: \"News <news@example.com>\"'")
        channel.username = fields.string("username")
        channel.password = fields.secret("password")
        channel.requireTLS = fields.bool("requireTLS")
        channel.timeout = fields.duration("timeout", least: 1)
    }

    private func address(_ fields: Fields, _ key: StaticString, schemes: [String], isRequired: Bool) -> String? {
        guard let node = isRequired ? fields.required(key) : fields.node(key), let text = fields.string(node, key)
        else {
            return nil
        }
        guard schemes.contains(where: { text.hasPrefix($0) && text.utf8.count > $0.utf8.count }) else {
            fields.refuse(node, key, "an address that begins with \(schemes.joined(separator: " or "))")
            return nil
        }
        return text
    }
}
