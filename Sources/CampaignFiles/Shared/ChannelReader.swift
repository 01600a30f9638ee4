import CampaignModel

/// Reads a file of `channels/`.
struct ChannelReader {
    let findings: Findings
    let id: String

    func read(_ root: YAMLNode) -> ChannelDeclaration? {
        // Which fields there may be depends on the type, so that is looked at first.
        let any = Fields(findings: findings, own: root, place: root, definition: .channel)
        any.requireParts()
        guard let typeNode = any.node("type"), let type: ChannelDeclaration.Kind = any.choice("type")
        else { return nil }
        let fields = Fields(findings: findings, own: root, place: root, definition: .channel(type))
        fields.requireParts(deciding: type.rawValue)
        fields.checkSchemaName()
        var channel = ChannelDeclaration(id: id, type: type)
        channel.concurrency = fields.integer("concurrency")
        channel.messagesPerSecond = fields.number("messagesPerSecond")
        switch type {
        case .outbox: channel.path = fields.safePath("path")
        case .webhook: readWebhook(fields, &channel)
        case .telegram: readTelegram(fields, &channel)
        case .email: readEmail(fields, &channel)
        case .command:
            channel.argv = fields.commandLine("argv")
            channel.timeout = fields.duration("timeout")
        }
        if type != .outbox {
            fields.fault(
                "channel type '\(type.rawValue)' isn't delivered by this version", at: typeNode, hint: "use outbox")
        }
        return channel
    }

    private func readWebhook(_ fields: Fields, _ channel: inout ChannelDeclaration) {
        channel.url = address(fields, "url")
        if let headers = fields.mapping("headers") {
            var values: [String: String] = [:]
            for (key, value) in headers.own?.entries ?? [] { values[key.text] = headers.string(value, "*") }
            channel.headers = values
        }
        channel.signingSecret = fields.secret("signingSecret")
        channel.timeout = fields.duration("timeout")
    }

    private func readTelegram(_ fields: Fields, _ channel: inout ChannelDeclaration) {
        channel.token = fields.secret("token")
        channel.baseURL = address(fields, "baseURL")
        channel.parseMode = fields.choice("parseMode")
        channel.timeout = fields.duration("timeout")
    }

    private func readEmail(_ fields: Fields, _ channel: inout ChannelDeclaration) {
        channel.server = address(fields, "server")
        channel.from = fields.string("from")
        channel.username = fields.string("username")
        channel.password = fields.secret("password")
        channel.requireTLS = fields.bool("requireTLS")
        channel.timeout = fields.duration("timeout")
    }

    private func address(_ fields: Fields, _ key: StaticString) -> String? {
        guard let node = fields.node(key), let text = fields.string(key),
            case .text(.address(let schemes))? = fields.definition.kind(of: key)
        else { return nil }
        guard schemes.contains(where: { text.hasPrefix($0) && text.utf8.count > $0.utf8.count }) else {
            fields.refuse(node, key, "an address that begins with \(schemes.joined(separator: " or "))")
            return nil
        }
        return text
    }
}
