import CampaignModel
internal import Foundation
import ScheduleEngine

/// What the Bot API answers: `{"ok":true}`, or a code, a description and sometimes parameters ("Making requests" and
/// "ResponseParameters" of its documentation).
struct TelegramAnswer {
    private struct Body: Decodable {
        struct Parameters: Decodable {
            var retry_after: Int64?
            var migrate_to_chat_id: Int64?
        }
        var ok: Bool
        var description: String?
        var parameters: Parameters?
    }
    private let status: Int
    private let body: Body?

    init(_ response: HTTPResponse) {
        status = response.status
        body = try? JSONDecoder().decode(Body.self, from: Data(response.body))
    }

    /// A group has become a supergroup with another id.
    var movedTo: String? { body?.ok == false ? body?.parameters?.migrate_to_chat_id.map { String($0) } : nil }

    /// - Parameter token: what no reason may hold.
    func outcome(hiding token: String) -> Outcome {
        let description = (body?.description ?? "HTTP \(status)").replacing(token, with: "…")
        let rest = body?.parameters?.retry_after.map { TimeSpan(seconds: max(0, $0)) }
        switch status {
        case 200..<300:
            // Without the word of the Bot API this may be anybody's answer.
            return body?.ok == true ? .sent : .uncertain(reason: "an answer that isn't the Bot API's: HTTP \(status)")
        case 429:
            return .channelHeld(reason: description, duration: rest ?? WebhookChannel.usualRest)
        case 401, 404:
            return .channelStopped(reason: "\(description): the Bot API doesn't know the token")
        case 407:
            return .channelStopped(reason: "\(description): a proxy doesn't accept who we are")
        case 400, 403:
            return speaksOfRecipient(description)
                ? .refusedRecipient(reason: description) : .permanent(reason: description)
        case 408, 500..<600:
            return .transient(reason: description, retryAfter: rest)
        default:
            return .permanent(reason: description)
        }
    }

    /// Blocked, deactivated, unknown: so is the next message. A bot that somebody hasn't begun to talk to may be another
    /// day, and a faulty text is the template's.
    private func speaksOfRecipient(_ description: String) -> Bool {
        let text = description.lowercased()
        return ["blocked by the user", "user is deactivated", "chat not found", "was kicked"].contains {
            text.contains($0)
        }
    }
}
