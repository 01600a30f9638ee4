import CampaignModel
import Delivery
import TestSupport
import Testing

@Suite struct MailRecipientTests {
    private func reason(_ fields: [String: JSONValue]) throws -> String? {
        var declaration = Samples.declaration(fields: [], channel: ChannelDeclaration(id: "mail", type: .email))
        declaration.templates = ["hello": Template(id: "hello", subject: "s", text: "t")]
        let composer = try MessageComposer(declaration: declaration, scheduledFor: at("2026-06-01T09:00:00Z"))
        switch composer.compose(Samples.delivery(fields: fields)) {
        case .success: return nil
        case .failure(let failure): return failure.reason
        }
    }

    @Test func `a contact without email gets no mail, and the reason says what it lacks`() throws {
        let lacks = "the contact has no 'email', which this channel needs"
        #expect(try reason([:]) == lacks)
        #expect(try reason(["email": .null]) == lacks)
        #expect(try reason(["email": .string("")]) == lacks)
        #expect(try reason(["email": .array([.string("a@b")])]) == lacks)
        #expect(try reason(["email": .string("nobody")]) == "the contact's 'email' is no address")
        #expect(try reason(["email": .string("a@b\r\nBcc: c@d")]) == "the contact's 'email' is no address")
        #expect(try reason(["email": .string("a@b")]) == nil)
    }
}
