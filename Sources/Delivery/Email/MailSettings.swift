import CampaignModel
import ScheduleEngine

/// What a mail server must be told, secrets read.
struct MailSettings: Sendable {
    let server: String
    let username: String?
    let password: String?
    let from: MailAddress
    /// False: encrypted where the server offers it.
    let requiresTLS: Bool
    let timeout: TimeSpan
    let certificates: String?

    private static let usualTimeout = TimeSpan(seconds: 60)

    init(_ channel: ChannelDeclaration, secrets: SecretSource, certificates: String?) throws {
        guard let server = channel.server else {
            throw DeliveryError.channel(id: channel.id, reason: "it has no server")
        }
        guard let from = channel.from.flatMap(MailAddress.init) else {
            throw DeliveryError.channel(id: channel.id, reason: "its 'from' is no address")
        }
        self.server = server
        self.from = from
        self.certificates = certificates
        username = channel.username
        password = try channel.password.map { try secrets.read($0, channel: channel.id) }
        requiresTLS = channel.requireTLS ?? false
        timeout = channel.timeout ?? Self.usualTimeout
    }
}
