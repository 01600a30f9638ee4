extension ChannelDeclaration {
    /// Where a message to this contact goes on this channel: what a refusal is remembered by, so that a contact whose
    /// address was put right gets the next message. Nil for a contact without one.
    public func address(of recipientId: String, fields: [String: JSONValue]) -> String? {
        switch type {
        case .outbox, .webhook, .command:
            recipientId
        case .telegram:
            Self.text(fields["telegramId"]) ?? recipientId
        case .email:
            Self.text(fields["email"])
        }
    }

    /// The contact's field that holds the address; nil where the recipient's id is the address.
    public var addressField: String? {
        switch type {
        case .outbox, .webhook, .command: nil
        case .telegram: "telegramId"
        case .email: "email"
        }
    }

    private static func text(_ value: JSONValue?) -> String? {
        switch value {
        case .string(let text): text.isEmpty ? nil : text
        case .integer(let number): String(number)
        default: nil
        }
    }
}
