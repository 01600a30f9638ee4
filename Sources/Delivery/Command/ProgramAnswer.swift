import CampaignModel
internal import Foundation

/// What the program says of a message: `{ "idempotencyKey", "status": "sent|transient|permanent", "error" }`.
struct ProgramAnswer: Decodable, Hashable, Sendable {
    enum Status: String, Decodable, Hashable, Sendable {
        case sent, transient, permanent
    }
    var idempotencyKey: String
    var status: Status
    var error: String?

    /// Nil for a line that is no answer.
    init?(line: String) {
        guard let answer = try? JSONDecoder().decode(ProgramAnswer.self, from: Data(line.utf8)) else { return nil }
        self = answer
    }

    var outcome: Outcome {
        switch status {
        case .sent: .sent
        case .transient: .transient(reason: error ?? "the program says: not now")
        case .permanent: .permanent(reason: error ?? "the program says: never")
        }
    }
}
