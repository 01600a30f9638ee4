public import CampaignModel
import ScheduleEngine
import Synchronization

/// Hands each message to a program of one's own, a JSON line in and a JSON line out. One program serves the whole pass.
public final class CommandChannel: Sendable {
    public let concurrency: Int
    private let id: String
    private let command: CommandLine
    private let timeout: Duration
    private let program = Mutex<LineProgram?>(nil)

    private static let usualConcurrency = 16
    private static let usualTimeout = TimeSpan(seconds: 30)

    /// - Parameter root: the tree's root, where the program works and relative paths begin.
    /// - Throws: `DeliveryError` where no program is named.
    public init(_ channel: ChannelDeclaration, root: String) throws {
        guard let command = CommandLine(channel.argv ?? [], root: root) else {
            throw DeliveryError.channel(id: channel.id, reason: "it names no program")
        }
        self.command = command
        id = channel.id
        concurrency = channel.concurrency ?? Self.usualConcurrency
        timeout = .seconds((channel.timeout ?? Self.usualTimeout).seconds)
    }

    public func deliver(_ message: Message) async -> Outcome {
        let program = program.withLock { program in
            if let program { return program }
            let started = LineProgram(command, timeout: timeout)
            program = started
            return started
        }
        switch await program.ask(message.idempotencyKey, line: message.jsonWithRecipient) {
        case .answer(let answer): return answer.outcome
        case .notAsked(let reason): return .channelStopped(reason: "the program of channel '\(id)' \(reason)")
        case .noAnswer(let reason): return .uncertain(reason: "the program \(reason)")
        }
    }

    public func close() async { await program.withLock { $0.take() }?.close() }
}
