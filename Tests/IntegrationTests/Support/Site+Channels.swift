import Foundation
import TestSupport

extension Site {
    /// Campaigns that go by the channel `hook` unless they name another, to contacts u1 … un. `channels` are files of
    /// `channels/` by id.
    static func sending(
        _ campaigns: [String: String], channels: [String: String], contacts: Int
    ) throws -> Site {
        let site = try greeting(campaigns, contacts: contacts)
        try site.write("_defaults.yaml", Samples.unremarked + "messageConfig: { channel: hook }\n")
        for (id, text) in channels { try site.write("channels/\(id).yaml", text) }
        return site
    }

    /// A run's `deliveries` in the history; null where there is no such run.
    func deliveries(_ campaignId: String, run: Int = 0) throws -> JSON {
        try json("history", campaignId)["executions"]?[run]?["deliveries"] ?? .null
    }
}

extension JSON {
    /// What a history's `deliveries` count, without the zeros.
    var counts: [String: Int] {
        guard case .object(let counts) = self else { return [:] }
        return counts.compactMapValues { $0.number.map { Int($0) } }.filter { $0.value != 0 }
    }
}

extension OtherSide.Request {
    /// A webhook's `recipientId`, a bot's `chat_id`.
    var recipient: String {
        if let name = json["recipientId"]?.text ?? json["chat_id"]?.text { return name }
        return json["chat_id"]?.number.map { "\(Int($0))" } ?? ""
    }
}

extension OtherSide {
    /// How often each recipient's message came.
    func tries(_ requests: [Request]) -> [String: Int] {
        requests.reduce(into: [:]) { $0[$1.recipient, default: 0] += 1 }
    }
}

extension OtherSide.Answer {
    /// What the Bot API says to a message that it takes.
    static let botAccepts = OtherSide.Answer.status(200, body: #"{"ok":true,"result":{"message_id":1}}"#)

    /// What the Bot API says to one that it doesn't.
    static func botRefuses(_ status: Int, _ description: String, parameters: String = "{}") -> OtherSide.Answer {
        .status(
            status,
            body: #"{"ok":false,"error_code":\#(status),"description":"\#(description)","parameters":\#(parameters)}"#)
    }
}
