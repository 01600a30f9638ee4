import CampaignModel
import Reconciliation
import StateStore

/// A pass decided and not yet stored: what a dry run prints and what a run performs.
struct PreparedPass {
    var commit: PassCommit
    /// All that is known to be wrong with the tree, whether or not a file was read for it now.
    var diagnostics: [Diagnostic]

    /// The exit status says so, while everything valid runs all the same.
    var treeHasErrors: Bool { diagnostics.contains { $0.severity == .error } }

    /// The changes, by id.
    var changes: [CampaignChange] {
        commit.plans.compactMap(\.change).sorted { $0.campaignId < $1.campaignId }
    }
}
