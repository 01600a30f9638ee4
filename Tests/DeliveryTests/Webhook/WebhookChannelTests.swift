import CampaignModel
@testable import Delivery
import ScheduleEngine
import TestSupport
import Testing

/// The webhook against an other side that answers as it is told.
@Suite struct WebhookChannelTests {
    private func channel(
        _ transport: ScriptedTransport, secret: String? = nil, headers: [String: String]? = nil
    ) throws -> WebhookChannel {
        var declaration = ChannelDeclaration(id: "hook", type: .webhook)
        declaration.url = "https://example.com/hook"
        declaration.headers = headers
        declaration.signingSecret = secret.map { _ in .env("SECRET") }
        return try WebhookChannel(
            declaration, secrets: .variables(secret.map { ["SECRET": $0] } ?? [:]), now: { at("2026-06-01T09:00:00Z") },
            transport: transport.to)
    }

    private func outcome(_ answer: HTTPAnswer) async throws -> Outcome {
        try await channel(ScriptedTransport(answer)).deliver(.sample())
    }

    @Test func `the body is the object of the contract, with the recipient's named fields and id`() async throws {
        let transport = ScriptedTransport(.status(200))
        let message = Message.sample(
            recipient: ["firstName": .string("Zoë \"Z\""), "age": .integer(41), "vip": .bool(true)], variation: "A",
            subject: "S", text: "T\n", html: "<p>")
        #expect(try await channel(transport).deliver(message) == .sent)
        #expect(
            transport.posts.first?.text == """
                {"idempotencyKey":"key-1","campaignId":"news","scheduledFor":"2026-06-01T09:00:00Z","recipientId":"u1",\
                "variation":"A","templateId":"hello","subject":"S","text":"T\\n","html":"<p>",\
                "recipient":{"age":41,"firstName":"Zoë \\"Z\\"","id":"u1","vip":true}}
                """)
    }

    @Test func `what is absent is not in the body, and a field called id doesn't hide the recipient's`() async throws {
        let transport = ScriptedTransport(.status(200))
        _ = try await channel(transport).deliver(.sample(recipient: ["id": .string("another")]))
        #expect(
            transport.posts.first?.text == """
                {"idempotencyKey":"key-1","campaignId":"news","scheduledFor":"2026-06-01T09:00:00Z","recipientId":"u1",\
                "templateId":"hello","text":"Hello","recipient":{"id":"u1"}}
                """)
    }

    @Test func `the headers are those of the contract and the file's`() async throws {
        let transport = ScriptedTransport(.status(200))
        _ = try await channel(transport, headers: ["X-Tenant": "7", "User-Agent": "mine"]).deliver(.sample())
        let post = try #require(transport.posts.first)
        #expect(transport.url == "https://example.com/hook")
        #expect(
            post.fields == [
                "content-type": "application/json", "user-agent": "mine", "x-tenant": "7", "idempotency-key": "key-1",
            ])
    }

    /// The vector was made with `openssl dgst -sha256 -hmac 'It'"'"'s a secret'` from the body below.
    @Test func `the signature is the HMAC of the very bytes that are posted`() async throws {
        let transport = ScriptedTransport(.status(200))
        _ = try await channel(transport, secret: "It's a secret").deliver(.sample())
        let post = try #require(transport.posts.first)
        #expect(
            post.text == """
                {"idempotencyKey":"key-1","campaignId":"news","scheduledFor":"2026-06-01T09:00:00Z","recipientId":"u1",\
                "templateId":"hello","text":"Hello","recipient":{"id":"u1"}}
                """)
        #expect(
            post.fields["x-campanile-signature"]
                == "sha256=a2a1a5d37af648bb8755647dbc550bba50970d1bc51bdbf520cbb51b2d83b7da")
    }

    @Test func `without a signing secret there is no signature`() async throws {
        let transport = ScriptedTransport(.status(200))
        _ = try await channel(transport).deliver(.sample())
        #expect(transport.posts.first?.fields["x-campanile-signature"] == nil)
    }

    @Test func `a secret that isn't there stops the channel from being made`() {
        var declaration = ChannelDeclaration(id: "hook", type: .webhook)
        declaration.url = "https://example.com"
        declaration.signingSecret = .env("SECRET")
        #expect(throws: DeliveryError.secret(channel: "hook", reason: "the variable SECRET isn't set")) {
            try WebhookChannel(
                declaration, secrets: .variables([:]), now: { at("2026-06-01T09:00:00Z") },
                transport: ScriptedTransport(.status(200)).to)
        }
    }

    @Test(arguments: [200, 201, 202, 204, 206, 226, 299])
    func `every 2xx is accepted`(status: Int) async throws {
        #expect(try await outcome(.status(status)) == .sent)
        #expect(try await outcome(.status(status, body: "no JSON {{{")) == .sent, "whatever its body says")
    }

    @Test(arguments: [408, 425, 500, 501, 502, 503, 504, 521, 599])
    func `an answer that may be another one later is transient`(status: Int) async throws {
        #expect(try await outcome(.status(status)) == .transient(reason: "HTTP \(status)"))
        #expect(
            try await outcome(.status(status, retryAfter: "120"))
                == .transient(reason: "HTTP \(status)", retryAfter: .minutes(2)))
    }

    @Test func `429 holds the channel for as long as it says, or half a minute`() async throws {
        #expect(
            try await outcome(.status(429, retryAfter: "90"))
                == .channelHeld(reason: "HTTP 429", duration: TimeSpan(seconds: 90)))
        #expect(
            try await outcome(.status(429)) == .channelHeld(reason: "HTTP 429", duration: TimeSpan(seconds: 30)))
        #expect(
            try await outcome(.status(429, retryAfter: "soon"))
                == .channelHeld(reason: "HTTP 429", duration: TimeSpan(seconds: 30)))
    }

    @Test(arguments: [401, 407])
    func `an answer that speaks of who we are stops the channel`(status: Int) async throws {
        guard case .channelStopped(let reason) = try await outcome(.status(status)) else {
            Issue.record("\(status) doesn't stop the channel")
            return
        }
        #expect(reason.hasPrefix("HTTP \(status)"))
    }

    @Test(arguments: [
        300, 301, 302, 303, 304, 307, 308, 400, 402, 403, 404, 405, 406, 409, 410, 413, 418, 422, 451, 600, 199,
    ])
    func `every other answer is permanent, and speaks of no recipient`(status: Int) async throws {
        guard case .permanent(let reason) = try await outcome(.status(status, retryAfter: "1")) else {
            Issue.record("\(status) isn't permanent")
            return
        }
        #expect(reason.hasPrefix("HTTP \(status)"))
    }

    @Test func `no answer is uncertain, and what never left is transient`() async throws {
        #expect(try await outcome(.noAnswer(reason: "closed")) == .uncertain(reason: "closed"))
        #expect(try await outcome(.neverLeft(reason: "refused")) == .transient(reason: "refused"))
    }
}
