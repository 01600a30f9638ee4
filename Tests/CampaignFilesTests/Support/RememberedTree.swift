import CampaignFiles

/// Remembers files as the state file does.
struct RememberedTree: TreeMemory {
    var buckets: TreeBuckets
    var index: [String: IndexedFile]
    var scheduled: [ScheduledCampaign]

    /// - Parameter scan: What the tree was like; nil for one that may have changed anywhere since.
    init?(_ index: [String: IndexedFile], scan: TreeScan?, scheduled: [ScheduledCampaign]) {
        self.scheduled = scheduled
        guard var buckets = scan?.buckets ?? TreeBuckets(bytes: Array(repeating: 0xFF, count: 256 * 16)) else {
            return nil
        }
        for (path, file) in index where file.isUnsettled { buckets.open(bucketOf: path) }
        self.buckets = buckets
        self.index = index
    }

    func files(in buckets: [Int]) -> [String: IndexedFile] {
        index.filter { buckets.contains(TreeBuckets.bucket(of: $0.key)) }
    }

    func paths(declaring campaignId: String) -> [String] {
        index.filter { $0.value.campaignId == campaignId }.map(\.key)
    }

    func scheduled(for audiences: Set<Int64>) -> [ScheduledCampaign] {
        scheduled.filter { audiences.contains($0.audience) }
    }
}

extension TreeReader {
    func readChanges(
        since index: [String: IndexedFile], scan: TreeScan? = nil, scheduled: [ScheduledCampaign] = []
    ) throws -> TreeReading {
        try RememberedTree(index, scan: scan, scheduled: scheduled).map { try readChanges(since: $0) } ?? readAll()
    }
}
