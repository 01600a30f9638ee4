import CampaignFiles
import StateStore

/// Lets the reading of a tree ask the state file what it remembers of it.
struct RecordedTree: TreeMemory {
    let buckets: TreeBuckets
    private let recorded: any RecordedState

    /// Nil where the tree has to be read as a whole.
    init?(_ memory: PassMemory, recorded: any RecordedState) {
        guard let bytes = memory.treeBuckets, let buckets = TreeBuckets(bytes: bytes) else { return nil }
        self.buckets = buckets
        self.recorded = recorded
    }

    func files(in buckets: [Int]) throws -> [String: IndexedFile] {
        var index: [String: IndexedFile] = [:]
        for file in try recorded.files(in: buckets) {
            index[file.path] = IndexedFile(
                stamp: FileStamp(text: file.stamp), campaignId: file.campaignId, isUnsettled: file.isUnsettled)
        }
        return index
    }

    func paths(declaring campaignId: String) throws -> [String] { try recorded.paths(declaring: campaignId) }

    func scheduled(for audiences: Set<Int64>) throws -> [ScheduledCampaign] {
        try recorded.scheduled(for: audiences).map { one in
            ScheduledCampaign(
                campaignId: one.campaignId, path: one.file, audience: one.audience, templates: one.templates,
                channel: one.channel, schedule: one.schedule, runsLeft: one.runsLeft)
        }
    }
}
