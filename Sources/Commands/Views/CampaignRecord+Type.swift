import CampaignModel
import Reconciliation

extension CampaignRecord {
    /// What the state file keeps of a deleted campaign is when it ran; its type follows from that.
    var type: CampaignType {
        switch terms.schedule.rule {
        case .once: .oneTime
        case .triggered: .triggerBased
        case .recurring: .recurring
        }
    }
}
