/// What is remembered of a tree that was read before, handed out only as far as a reading asks.
public protocol TreeMemory {
    /// What tells where the tree has changed.
    var buckets: TreeBuckets { get }
    /// All files remembered in these buckets, by path.
    func files(in buckets: [Int]) throws -> [String: IndexedFile]
    /// The paths of all remembered files with this campaignId.
    func paths(declaring campaignId: String) throws -> [String]
    /// The campaigns in force that run by the clock and have one of these audiences (`TargetAudience.fingerprint`).
    func scheduled(for audiences: Set<Int64>) throws -> [ScheduledCampaign]
}
