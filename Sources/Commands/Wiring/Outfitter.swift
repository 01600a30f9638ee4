import Audience
import CampaignModel
import Delivery
import Glibc
import Runner
import ScheduleEngine

/// Makes what a run needs from its declaration.
struct Outfitter: RunOutfitter {
    /// The tree's root, where relative paths to contacts begin.
    let root: String
    /// The state file's folder, where an outbox stands that is not told otherwise: a tree may be read-only, and holds no output.
    let stateFolder: String
    private let pool = ChannelPool()

    init(root: String, stateFolder: String) {
        self.root = root
        self.stateFolder = stateFolder
    }

    func audience(for declaration: CampaignDeclaration, at now: Instant) -> any AudiencePort {
        Enroller(declaration: declaration, reader: reader(at: now))
    }

    func audience(for declaration: CampaignDeclaration, events: [Event], at now: Instant) -> any AudiencePort {
        EventEnroller(declaration: declaration, reader: reader(at: now), events: events)
    }

    private func reader(at now: Instant) -> ContactReader {
        let stop = StopSignal()
        return ContactReader(root: root, now: now, isStopped: { stop.isStopped })
    }

    func composer(for declaration: CampaignDeclaration, scheduledFor: Instant) throws -> any ComposerPort {
        try MessageComposer(declaration: declaration, scheduledFor: scheduledFor)
    }

    func channel(for declaration: CampaignDeclaration, scheduledFor: Instant) throws -> ChannelPort {
        try channel(
            declaration.channel, campaignId: declaration.campaign.campaignId, file: scheduledFor.basicFormat)
    }

    /// - Parameter file: the name of the file in an outbox, without its ending.
    func channel(_ channel: ChannelDeclaration, campaignId: String, file: String) throws -> ChannelPort {
        let clock = SystemClock()
        let secrets = SecretSource(variable: Environment.value)
        // As OpenSSL's own programs take it.
        let certificates = Environment.value("SSL_CERT_FILE")
        let open: () throws -> any ClosableChannel
        switch channel.type {
        case .outbox:
            return .batches(
                try OutboxChannel(folder: folder(channel.path), campaignId: campaignId, name: file))
        case .webhook:
            open = { try WebhookChannel(channel, secrets: secrets, certificates: certificates, now: { clock.now() }) }
        case .telegram:
            open = { try TelegramChannel(channel, secrets: secrets, certificates: certificates) }
        case .email:
            open = { try EmailChannel(channel, secrets: secrets, certificates: certificates, now: { clock.now() }) }
        case .command:
            open = { try CommandChannel(channel, root: root) }
        }
        return .messages(try pool.channel(channel, make: open))
    }

    /// Whether a channel that keeps files has none of this name yet.
    func isFree(_ file: String, on channel: ChannelDeclaration, campaignId: String) -> Bool {
        guard channel.type == .outbox else { return true }
        return access("\(folder(channel.path))/\(campaignId)/\(file).jsonl", F_OK) != 0
    }

    /// Lets go of connections and programs. No run may be at work any more.
    nonisolated(nonsending) func close() async { await pool.close() }

    private func folder(_ path: String?) -> String {
        guard let path else { return "\(stateFolder)/outbox" }
        return path.hasPrefix("/") ? path : "\(stateFolder)/\(path)"
    }
}
