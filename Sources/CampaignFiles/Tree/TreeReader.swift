import CampaignModel
import ScheduleEngine

/// Reads the files that a scan found into declared campaigns.
public struct TreeReader: Sendable {
    private let scan: TreeScan
    private let zones: any ZoneProvider
    private let now: Instant
    private let knowledge: StateKnowledge
    private let zoneCandidates: @Sendable () -> [String]

    /// - Parameters:
    ///   - now: Tells a one-time campaign whose time has passed.
    ///   - zoneCandidates: Identifiers that a misspelt one is compared with; asked for only where there is one.
    public init(
        scan: TreeScan, zones: any ZoneProvider, now: Instant, knowledge: StateKnowledge,
        zoneCandidates: @escaping @Sendable () -> [String] = { [] }
    ) {
        self.scan = scan
        self.zones = zones
        self.now = now
        self.knowledge = knowledge
        self.zoneCandidates = zoneCandidates
    }

    /// Reads every file.
    public func readAll() -> TreeReading { readAll(removed: []) }

    /// Reads only what changed since `memory` was taken, and what had diagnostics then.
    ///
    /// Reads everything where that may not be enough: where a file that others refer to changed, appeared or
    /// vanished, or where a campaignId read also belongs to another file.
    /// - Throws: What `memory` throws.
    public func readChanges(since memory: some TreeMemory) throws -> TreeReading {
        let buckets = scan.buckets.differing(from: memory.buckets)
        let known = try memory.files(in: buckets)
        let comparison = compare(scan.files(in: buckets), with: known)
        guard !comparison.isSharedChanged else { return readAll(removed: comparison.removed) }
        var reading = read(comparison.toRead, in: newPass())
        let outdated = Set(comparison.removed).union(comparison.toRead.map(\.path))
        guard try !TreeReader.sharesIds(reading, memory, outdated: outdated) else {
            return readAll(removed: comparison.removed)
        }
        let others = try scheduled(beside: reading, memory, outdated: outdated)
        guard conflicts.check(&reading.files, places: reading.places, others: others) else {
            return readAll(removed: comparison.removed)
        }
        var changes = TreeReader.gathered(reading.files, removed: comparison.removed, isWhole: false)
        changes.unchanged = comparison.unchanged.sorted()
        changes.former = TreeReader.former(changes, known)
        return changes
    }

    // MARK: What changed

    private struct Comparison {
        var toRead: [ScannedFile] = []
        var unchanged: [String] = []
        var removed: [String] = []
        var isSharedChanged = false
    }

    private func compare(_ files: [ScannedFile], with known: [String: IndexedFile]) -> Comparison {
        var comparison = Comparison()
        var unreadableFolders: [String] = []
        for file in files {
            if file.problem != nil { unreadableFolders.append(file.path + "/") }
            let remembered = known[file.path]
            let isSame = remembered?.stamp == file.stamp
            if isSame, file.problem == nil, remembered?.isUnsettled == false {
                comparison.unchanged.append(file.path)
                continue
            }
            comparison.toRead.append(file)
            if !isSame, !FileKind.isCampaign(path: file.path) { comparison.isSharedChanged = true }
        }
        let present = Set(files.map(\.path))
        for path in known.keys where !present.contains(path) {
            if unreadableFolders.contains(where: { path.hasPrefix($0) }) {
                comparison.unchanged.append(path)
            } else {
                comparison.removed.append(path)
                if !FileKind.isCampaign(path: path) { comparison.isSharedChanged = true }
            }
        }
        comparison.removed.sort()
        return comparison
    }

    private static func sharesIds(_ read: Reading, _ memory: some TreeMemory, outdated: Set<String>) throws -> Bool {
        var ids: Set<String> = []
        for file in read.files.indices {
            if let id = read.files[file].campaignId, !ids.insert(id).inserted { return true }
        }
        return try ids.contains { id in
            try memory.paths(declaring: id).contains { !outdated.contains($0) }
        }
    }

    /// Campaigns of other files with the audience of one that was read.
    private func scheduled(
        beside read: Reading, _ memory: some TreeMemory, outdated: Set<String>
    ) throws -> [ScheduledCampaign] {
        let campaigns = read.files.compactMap { $0.declaration.flatMap(conflicts.scheduled) }
        guard !campaigns.isEmpty else { return [] }
        let ids = Set(read.files.compactMap(\.campaignId))
        return try memory.scheduled(for: Set(campaigns.map(\.audience))).filter {
            !outdated.contains($0.path) && !ids.contains($0.campaignId)
        }
    }

    private static func former(_ changes: TreeReading, _ known: [String: IndexedFile]) -> [FormerDeclaration] {
        let vanished = changes.removed.map { FormerDeclaration(path: $0, campaignId: known[$0]?.campaignId) }
        let renamed = changes.files.compactMap { file -> FormerDeclaration? in
            guard FileKind.isCampaign(path: file.path), let before = known[file.path],
                before.campaignId != file.campaignId
            else { return nil }
            return FormerDeclaration(path: file.path, campaignId: before.campaignId)
        }
        return vanished + renamed
    }

    // MARK: Reading

    /// In the order of the files; `places` is for what is said of several files.
    private struct Reading {
        var files: [FileReading] = []
        var places: [CampaignPlaces] = []
    }

    private var conflicts: ScheduleConflict { ScheduleConflict(now: now, zones: zones, knowledge: knowledge) }

    private func readAll(removed: [String]) -> TreeReading {
        let pass = newPass()
        var reading = read(scan.files, in: pass)
        DuplicateCampaign.check(&reading.files, places: reading.places)
        _ = conflicts.check(&reading.files, places: reading.places, others: [])
        var whole = TreeReader.gathered(reading.files, removed: removed, isWhole: true)
        whole.timezone = pass.timezone
        return whole
    }

    private func newPass() -> TreePass {
        let zones = ZoneNames(provider: zones, candidates: zoneCandidates)
        return TreePass(scan, zones: zones, now: now, knowledge: knowledge)
    }

    private func read(_ chosen: [ScannedFile], in pass: TreePass) -> Reading {
        var reading = Reading()
        reading.files.reserveCapacity(chosen.count)
        reading.places.reserveCapacity(chosen.count)
        for file in chosen {
            var places = CampaignPlaces()
            reading.files.append(
                FileKind.isCampaign(path: file.path) ? pass.readCampaign(file, &places) : pass.readShared(file))
            reading.places.append(places)
        }
        return reading
    }

    private static func gathered(_ files: [FileReading], removed: [String], isWhole: Bool) -> TreeReading {
        var diagnostics: [Diagnostic] = []
        for index in files.indices where !files[index].diagnostics.isEmpty { diagnostics += files[index].diagnostics }
        return TreeReading(
            files: files, unchanged: [], removed: removed, former: [], diagnostics: diagnostics.inFileOrder,
            isWhole: isWhole)
    }
}
