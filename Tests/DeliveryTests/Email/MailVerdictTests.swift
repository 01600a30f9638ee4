@testable import Delivery
import CampaignModel
import Testing

@Suite struct MailVerdictTests {
    enum Kind: String { case transient, permanent, refused, uncertain, stopped }

    /// A conversation up to that stage, and the answer to it.
    private func conversation(_ stage: MailConversation.Stage, _ code: Int?) -> MailConversation {
        var conversation = MailConversation()
        conversation.hear(Array("220 mail.example.com ready\r\n".utf8))
        let steps: [(MailConversation.Stage, String)] = [
            (.sender, "MAIL FROM:<a@b> SIZE=1\r\n"), (.recipient, "RCPT TO:<c@d>\r\n"), (.data, "DATA\r\n"),
        ]
        conversation.say(Array("EHLO me\r\n".utf8))
        if stage != .session {
            for (reached, command) in steps {
                conversation.hear(Array("250 OK\r\n".utf8))
                conversation.say(Array(command.utf8))
                if reached == stage { break }
            }
        }
        if stage == .body || stage == .handedOver { conversation.hear(Array("354 go on\r\n".utf8)) }
        if stage == .handedOver { conversation.handOver() }
        #expect(conversation.stage == stage)
        if let code { conversation.hear(Array("\(code) said so\r\n".utf8)) }
        return conversation
    }

    private func kind(_ outcome: Outcome) -> Kind? {
        switch outcome {
        case .transient: .transient
        case .permanent: .permanent
        case .refusedRecipient: .refused
        case .uncertain: .uncertain
        case .channelStopped: .stopped
        case .sent, .channelHeld: nil
        }
    }

    @Test(
        arguments: [
            (MailConversation.Stage.session, nil, Kind.transient), (.session, 421, .transient),
            (.session, 554, .stopped),
            (.sender, nil, .transient), (.sender, 451, .transient), (.sender, 550, .stopped), (.sender, 530, .stopped),
            (.recipient, nil, .transient), (.recipient, 421, .transient), (.recipient, 450, .transient),
            (.recipient, 452, .transient), (.recipient, 550, .refused), (.recipient, 551, .refused),
            (.recipient, 553, .refused), (.recipient, 552, .permanent), (.recipient, 554, .permanent),
            (.data, nil, .transient), (.data, 451, .transient), (.data, 550, .permanent), (.data, 554, .permanent),
            (.body, nil, .transient), (.body, 421, .transient), (.body, 552, .permanent),
            (.handedOver, nil, .uncertain), (.handedOver, 421, .transient), (.handedOver, 451, .transient),
            (.handedOver, 550, .permanent), (.handedOver, 554, .permanent), (.handedOver, 250, .uncertain),
        ] as [(MailConversation.Stage, Int?, Kind)])
    func `what an answer means depends on what was asked`(
        _ stage: MailConversation.Stage, _ code: Int?, _ expected: Kind
    ) {
        let outcome = MailVerdict.outcome(of: conversation(stage, code), trouble: "no answer")
        #expect(kind(outcome) == expected, "\(outcome)")
    }

    @Test func `a goodbye's answer is none to the mail`() {
        var conversation = conversation(.recipient, 550)
        conversation.say(Array("QUIT\r\n".utf8))
        conversation.hear(Array("221 Bye\r\n".utf8))
        #expect(conversation.code == 550)
        #expect(kind(MailVerdict.outcome(of: conversation, trouble: "")) == .refused)
    }

    @Test func `the next question's answer is waited for, and a line that is no answer passed over`() {
        var conversation = conversation(.sender, 250)
        conversation.say(Array("RCPT TO:<c@d>\r\n".utf8))
        #expect(conversation.code == nil && conversation.text == "")
        for line in ["", "x", "55", "999 x", "abc"] { conversation.hear(Array(line.utf8)) }
        #expect(conversation.code == nil)
    }

    @Test func `nothing of a login is kept`() {
        var conversation = MailConversation()
        conversation.say(Array("AUTH PLAIN AGFAYgBodW50ZXIy\r\n".utf8))
        conversation.say(Array("AGFAYgBodW50ZXIy\r\n".utf8))
        #expect(!"\(conversation)".contains("AGFA"))
    }
}
