import CampaignModel

/// Reads a file of `channels/`.
struct ChannelReader {
    let findings: Findings
    let id: String

    func read(_ root: YAMLNode) -> ChannelDeclaration? {
        // Which fields there may be depends on the type, so that is looked at first.
        let any = Fields(findings: findings, own: root, place: root, definition: .channel)
        any.requireParts()
        guard let type: ChannelDeclaration.Kind = any.choice("type") else { return nil }
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
        return channel
    }

    private func readWebhook(_ fields: Fields, _ channel: inout ChannelDeclaration) {
        channel.url = address(fields, "url")
        if let headers = fields.mapping("headers") {
            var values: [String: String] = [:]
            for (key, value) in headers.own?.entries ?? [] {
                guard let text = headers.string(value, "*"), isHeader(key, value, text, headers) else { continue }
                values[key.text] = text
            }
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
        channel.from = sender(fields)
        channel.username = fields.string("username")
        channel.password = fields.secret("password")
        channel.requireTLS = fields.bool("requireTLS")
        channel.timeout = fields.duration("timeout")
    }

    private func sender(_ fields: Fields) -> String? {
        guard let text = fields.string("from"), let node = fields.node("from") else { return nil }
        guard MailAddress(text) != nil else {
            fields.findings.error(
                .invalidValue, "'\(fields.path("from"))' must be an address of mail", at: node,
                hint: "write \"News <news@example.com>\" or news@example.com")
            return nil
        }
        return text
    }

    private func isHeader(_ key: YAMLNode, _ value: YAMLNode, _ text: String, _ headers: Fields) -> Bool {
        let name = key.text
        guard HeaderForm.isName(name) else {
            headers.fault("'\(name.prefix(80))' is no name of a header", at: key, hint: "use letters, digits and -")
            return false
        }
        guard !HeaderForm.isOwn(name) else {
            headers.fault("the header '\(name)' is written by Campanile", at: key, hint: "remove it")
            return false
        }
        guard HeaderForm.isValue(text) else {
            headers.fault("a header's value is one line of ASCII", at: value, hint: "remove line breaks and accents")
            return false
        }
        return true
    }

    private func address(_ fields: Fields, _ key: StaticString) -> String? {
        guard let node = fields.node(key), let text = fields.string(key),
            case .text(.address(let schemes))? = fields.definition.kind(of: key)
        else { return nil }
        guard schemes.contains(where: { text.hasPrefix($0) && text.utf8.count > $0.utf8.count }) else {
            fields.refuse(node, key, "an address that begins with \(schemes.joined(separator: " or "))")
            return nil
        }
        if let scheme = schemes.first(where: { text.hasPrefix($0) }),
            text.utf8.dropFirst(scheme.utf8.count).prefix(while: { !"/?".utf8.contains($0) })
                .contains(UInt8(ascii: "@"))
        {
            fields.findings.error(
                .secretInFile, "'\(fields.path(key))' holds a login", at: node,
                hint: "take it out of the address, and change the password: it may have been seen")
            return nil
        }
        return text
    }
}
