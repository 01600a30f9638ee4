@testable import Delivery
import CampaignModel
import ScheduleEngine
import Synchronization
import TestSupport

/// Answers as it is told, one answer after the other and the last one for ever, and remembers what was posted.
final class ScriptedTransport: HTTPTransport {
    private struct State {
        var answers: [HTTPAnswer]
        var posts: [HTTPPost] = []
        var url = ""
    }
    private let state: Mutex<State>

    init(_ answers: HTTPAnswer...) { state = Mutex(State(answers: answers)) }

    var posts: [HTTPPost] { state.withLock { $0.posts } }
    /// Where they were to go.
    var url: String { state.withLock { $0.url } }

    func to(_ url: String) -> ScriptedTransport {
        state.withLock { $0.url = url }
        return self
    }

    func post(_ post: HTTPPost) async -> HTTPAnswer {
        state.withLock { state in
            state.posts.append(post)
            return state.answers.count > 1 ? state.answers.removeFirst() : state.answers[0]
        }
    }

    func close() async {}
}

extension HTTPAnswer {
    static func status(_ status: Int, retryAfter: String? = nil, body: String = "") -> HTTPAnswer {
        .response(HTTPResponse(status: status, retryAfter: retryAfter, body: Array(body.utf8)))
    }
}

extension HTTPPost {
    var text: String { String(decoding: body, as: UTF8.self) }

    /// By lower-case name; a header that is there twice has both values.
    var fields: [String: String] {
        Dictionary(headers.map { ($0.name.lowercased(), $0.value) }, uniquingKeysWith: { "\($0), \($1)" })
    }
}

extension SecretSource {
    /// Knows these variables and nothing else.
    static func variables(_ variables: [String: String]) -> SecretSource { SecretSource { variables[$0] } }
}

extension Message {
    static func sample(
        to address: String = "u1", recipient: [String: JSONValue] = [:], variation: String? = nil,
        subject: String? = nil, text: String? = "Hello", html: String? = nil, parseMode: Template.ParseMode? = nil
    ) -> Message {
        Message(
            idempotencyKey: "key-1", campaignId: "news", scheduledFor: at("2026-06-01T09:00:00Z"), recipientId: "u1",
            address: address, recipient: recipient, variation: variation, templateId: "hello", subject: subject,
            text: text, html: html, parseMode: parseMode)
    }
}
