public import CampaignModel
public import ScheduleEngine
import Synchronization

/// Sends mail by SMTP.
public final class EmailChannel: Sendable {
    public let concurrency: Int
    private let settings: MailSettings
    private let now: @Sendable () -> Instant
    /// Connections that nobody uses just now.
    private let idle = Mutex<[MailConnection]>([])

    /// Mail servers look askance at more connections from one place.
    private static let usualConcurrency = 8

    /// - Parameter certificates: a file of certificates to trust in place of the system's.
    /// - Throws: `DeliveryError` where a setting is missing or makes no sense.
    public init(
        _ channel: ChannelDeclaration, secrets: SecretSource, certificates: String?,
        now: @escaping @Sendable () -> Instant
    ) throws {
        settings = try MailSettings(channel, secrets: secrets, certificates: certificates)
        concurrency = channel.concurrency ?? Self.usualConcurrency
        self.now = now
    }

    public func deliver(_ message: Message) async -> Outcome {
        guard let recipient = MailAddress(message.address) else {
            return .permanent(reason: "the contact's 'email' is no address")
        }
        guard let connection = idle.withLock({ $0.popLast() }) ?? MailConnection(settings) else {
            return .channelStopped(reason: "libcurl can't be loaded; on Debian: apt-get install libcurl4")
        }
        let mail = MailMessage(message, from: settings.from, to: recipient, date: now()).bytes
        let outcome = await connection.send(mail, to: recipient)
        idle.withLock { $0.append(connection) }
        return outcome
    }

    public func close() async { idle.withLock { $0 = [] } }
}
