import CampaignModel

/// What a conversation that did not end well means for its message.
enum MailVerdict {
    /// Addresses that don't exist (RFC 5321 §4.2.3), as an answer to RCPT alone: elsewhere these codes speak of something
    /// else.
    private static let unknownRecipient = [550, 551, 553]

    /// - Parameter trouble: what the library says, for where the server said nothing.
    static func outcome(of conversation: MailConversation, trouble: String) -> Outcome {
        let reason = conversation.text.isEmpty ? trouble : conversation.text
        guard let code = conversation.code, code >= 400 else {
            // A server takes a mail when it answers to its end; without that, one that has all of it may or may not have.
            return conversation.stage == .handedOver ? .uncertain(reason: trouble) : .transient(reason: reason)
        }
        if code < 500 { return .transient(reason: reason) }
        switch conversation.stage {
        case .session: return .channelStopped(reason: reason)
        case .sender: return .channelStopped(reason: "the server refuses the sender: \(reason)")
        case .recipient:
            return unknownRecipient.contains(code) ? .refusedRecipient(reason: reason) : .permanent(reason: reason)
        case .data, .body, .handedOver: return .permanent(reason: reason)
        }
    }
}
