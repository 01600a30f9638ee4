import Audience
import CampaignModel
import Delivery
import Runner
import ScheduleEngine

/// Makes what a run needs from its declaration.
struct Outfitter: RunOutfitter {
    /// The tree's root, where relative paths to contacts begin.
    let root: String
    /// The state file's folder, where an outbox stands that is not told otherwise: a tree may be read-only, and holds no output.
    let stateFolder: String

    func audience(for declaration: CampaignDeclaration) -> any AudiencePort {
        Enroller(declaration: declaration, reader: ContactReader(root: root))
    }

    func composer(for declaration: CampaignDeclaration, scheduledFor: Instant) throws -> any ComposerPort {
        try MessageComposer(declaration: declaration, scheduledFor: scheduledFor)
    }

    func channel(for declaration: CampaignDeclaration, scheduledFor: Instant) throws -> any ChannelPort {
        let channel = declaration.channel
        guard channel.type == .outbox else {
            throw DeliveryError.unsupportedChannel(id: channel.id, type: channel.type.rawValue)
        }
        return try OutboxChannel(
            folder: folder(channel.path), campaignId: declaration.campaign.campaignId, scheduledFor: scheduledFor)
    }

    private func folder(_ path: String?) -> String {
        guard let path else { return "\(stateFolder)/outbox" }
        return path.hasPrefix("/") ? path : "\(stateFolder)/\(path)"
    }
}
