import CampaignFiles
import CampaignModel
import Reconciliation
import ScheduleEngine
import StateStore

/// What reading the tree brought, held against what was known of it.
struct TreeChange {
    private let reading: TreeReading
    /// What files that were not read declare; nil where all were.
    private let memory: RecordedTree?
    private let declaredIds: Set<String>
    private let faultyPaths: Set<String>
    /// What is remembered of these counts no more.
    private let outdated: Set<String>

    /// - Parameter memory: What `reading` was held against; nil where it is whole from the start.
    init(reading: TreeReading, memory: RecordedTree?) {
        self.reading = reading
        self.memory = reading.isWhole ? nil : memory
        // A file that has an error names its campaign all the same, and so keeps it from counting as gone.
        declaredIds = Set(reading.files.compactMap(\.campaignId))
        faultyPaths = Set(reading.files.filter { $0.declaration == nil }.map(\.path))
        outdated = reading.isWhole ? [] : Set(reading.files.map(\.path)).union(reading.removed)
    }

    /// What may be accepted, by id.
    var declared: [CampaignDeclaration] {
        reading.files.compactMap(\.declaration).sorted { $0.campaign.campaignId < $1.campaign.campaignId }
    }

    /// Campaigns in force that no file declares any more, by id. A file with an error still stands for its campaign.
    func gone(_ recorded: any RecordedState) throws -> [CampaignRecord] {
        guard !reading.isWhole else { return try recorded.allRecords().filter(lacks) }
        let ids = Set(reading.former.compactMap(\.campaignId))
        var suspects = try ids.compactMap { try recorded.record($0) }
        // Of a file that could not be read, only the campaign accepted from it tells what it stood for.
        let unknown = reading.former.filter { $0.campaignId == nil }.map(\.path)
        if !unknown.isEmpty {
            suspects += try recorded.allRecords().filter { record in
                !ids.contains(record.campaignId)
                    && unknown.contains { record.file == $0 || record.file.hasPrefix($0 + "/") }
            }
        }
        return try suspects.filter(lacks).sorted { $0.campaignId < $1.campaignId }
    }

    private func lacks(_ record: CampaignRecord) throws -> Bool {
        try lacks(campaignId: record.campaignId, file: record.file)
    }

    /// No file declares this campaign any more.
    func lacks(campaignId: String, file: String) throws -> Bool {
        guard !declaredIds.contains(campaignId), !faultyPaths.contains(file) else { return false }
        // A folder that can't be listed stands for every file that was in it.
        guard !faultyPaths.contains(where: { file.hasPrefix($0 + "/") }) else { return false }
        return try memory?.paths(declaring: campaignId).allSatisfy(outdated.contains) ?? true
    }

    /// A file that can't be read as far as its campaignId, and that no campaign in force came from, may be a campaign's
    /// file under a new name: what seems to be gone may be in it.
    func mayHideCampaigns(_ recorded: any RecordedState) throws -> Bool {
        let nameless = reading.files.filter { $0.declaration == nil && $0.campaignId == nil && $0.isCampaignFile }
        guard !nameless.isEmpty else { return false }
        let known = Set(try recorded.allRecords().map(\.file))
        return nameless.contains { !known.contains($0.path) }
    }

    /// What is known of files that were not read: those below a folder that can't be listed.
    func unread(_ known: [(path: String, found: [Diagnostic])]) -> [(path: String, found: [Diagnostic])] {
        reading.isWhole ? [] : known.filter { !outdated.contains($0.path) }
    }

    /// What the state file is to remember of the files. One that changed within the last moments before the scan is
    /// remembered without its stamp, and so read again by the next pass: a second write within the same tick of the
    /// file system's clock would leave the same stamp.
    /// - Parameter unread: The paths of files that were not read although something is wrong with them.
    ///
    /// While there are errors the tree counts as changed, so that the files concerned are read again: what was wrong may
    /// have been something else than the files, such as a missing time zone.
    func index(scan: TreeScan, wallClock: Instant, unread: [String]) -> PassCommit.TreeIndex {
        let settled = wallClock.seconds - 2
        let recent = scan.changed(since: settled)
        let files = reading.files.map { file in
            StoredFile(
                path: file.path, bucket: TreeBuckets.bucket(of: file.path),
                stamp: recent.contains(file.path) ? "" : file.stamp.text, campaignId: file.campaignId,
                isUnsettled: IndexedFile(file).isUnsettled, diagnostics: file.diagnostics)
        }
        let hasErrors =
            !unread.isEmpty
            || reading.files.contains { file in
                file.diagnostics.contains { $0.severity == .error }
                    || (file.declaration == nil && file.isCampaignFile)
            }
        var buckets = scan.buckets
        for path in recent { buckets.open(bucketOf: path) }
        for path in unread { buckets.open(bucketOf: path) }
        for file in files where file.isUnsettled { buckets.open(bucketOf: file.path) }
        return PassCommit.TreeIndex(
            files: files, removed: reading.removed, isWhole: reading.isWhole,
            digest: recent.isEmpty && !hasErrors ? scan.digest : nil, buckets: buckets.bytes)
    }
}
