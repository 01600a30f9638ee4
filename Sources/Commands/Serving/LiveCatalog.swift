import CampaignFiles
import CampaignModel
import ScheduleEngine
import StateStore
import Synchronization
import ZoneDatabase

/// The catalog for whoever is asked again and again: files and state are read when they have changed, and not otherwise.
///
/// One reads at a time; meanwhile the others get what there was a moment ago. Where reading is long (many thousands of
/// campaigns, a run at work that writes all the time), nobody who asked a moment ago waits for it either, and it takes a tenth
/// of a core at most: see `ReadingBudget`.
final class LiveCatalog: Sendable {
    /// What the rows were read from.
    private struct Source {
        var state: StateMark?
        var tree: String?
        var treeReadAt: ContinuousClock.Instant?
        /// Campaigns that a pass has accepted: whether a file is in error may depend on that.
        var accepted: [String] = []
        var budget = ReadingBudget()
        /// Of the processor's time, when the state file alone was read last, and when the tree was.
        var stateTook = Duration.zero
        var treeTook = Duration.zero
    }

    /// What has to be read again.
    private struct Change {
        var state: StateMark
        var isTreeSame: Bool
    }

    private let tree: any TreeChoice & Sendable
    private let watch: TreeWatch
    private let source = Mutex(Source())
    private let rows = Mutex<CampaignRows?>(nil)
    /// When the rows were last known to be what files and state say.
    private let confirmed = Mutex<ContinuousClock.Instant?>(nil)

    /// Time zones change without the tree or the state file, and files may on disks that don't tell.
    private static let oldest = Duration.seconds(600)
    /// Reading that is shorter is done while somebody waits for the answer. Runs write all the time, people edit now and then.
    private static let shortState = Duration.milliseconds(20)
    private static let shortTree = Duration.milliseconds(200)
    /// Whoever would see what is older waits, however long reading is.
    private static let bearable = Duration.seconds(10)

    init(_ tree: any TreeChoice & Sendable) {
        self.tree = tree
        watch = TreeWatch(root: tree.root)
    }

    /// Hands over the rows of this moment.
    func read<Value: Sendable>(_ body: @Sendable (inout CampaignRows) throws -> Value) throws -> Value {
        try bringUpToDate()
        let value = try rows.withLock { rows in
            rows?.now = tree.moment()
            return try rows?.hand(to: body)
        }
        // It was read above, or that has thrown.
        guard let value else { throw TreeError.notFound(path: tree.root) }
        return value
    }

    /// The campaigns of these ids, but those that are gone meanwhile.
    func entries(_ ids: [String]) throws -> [String: CampaignCatalog.Entry] {
        try read { rows in
            var found: [String: CampaignCatalog.Entry] = [:]
            for id in ids {
                if let place = rows.place(of: id) { found[id] = rows.look(place) { $0.entry } }
            }
            return found
        }
    }

    private func bringUpToDate() throws {
        let last = confirmed.withLock { $0 }
        guard let last, ContinuousClock.now - last < Self.bearable else {
            return try source.withLock { try refresh(&$0) }
        }
        // Where somebody else is at it, what there was a moment ago will do.
        let isLong = try source.withLockIfAvailable { source in
            guard let change = change(since: source) else { return false }
            let isLong =
                change.isTreeSame ? source.stateTook > Self.shortState : source.treeTook > Self.shortTree
            if !isLong { try refresh(&source) }
            return isLong
        }
        guard isLong == true else { return }
        // What can't be read is said to whoever asks when it has become too old.
        Task.detached { try? self.source.withLockIfAvailable { try self.refresh(&$0) } }
    }

    /// Nil where nothing has changed.
    private func change(since source: Source) -> Change? {
        let now = ContinuousClock.now
        let isOld = source.treeReadAt.map { now - $0 > Self.oldest } ?? true
        let mark = StateMark(path: tree.statePath)
        let isTreeSame = !isOld && source.tree == (try? watch.digest())
        guard isTreeSame, mark == source.state else { return Change(state: mark, isTreeSame: isTreeSame) }
        confirmed.withLock { $0 = now }
        return nil
    }

    private func refresh(_ source: inout Source) throws {
        let start = ContinuousClock.now
        guard source.budget.allows(at: start), let change = change(since: source) else { return }
        // Whoever asks first has nothing else to be answered with.
        let isFirst = source.state == nil
        let spent = ReadingBudget.spentByThread
        defer { if !isFirst { source.budget.spend(ReadingBudget.spentByThread - spent) } }
        let recorded: any RecordedState = StateView(path: tree.statePath) ?? NothingRecorded() as any RecordedState
        let overviews = try recorded.overviews()
        if change.isTreeSame, source.accepted == overviews.map(\.campaignId) {
            try rows.withLock { rows in
                let catalog = catalog(recorded, rows?.zones ?? tree.zones)
                try rows?.update(overviews) { try catalog.place(&$0) }
            }
            source.stateTook = ReadingBudget.spentByThread - spent
        } else {
            try readTree(&source, recorded, overviews)
            source.treeReadAt = start
            source.treeTook = ReadingBudget.spentByThread - spent
        }
        source.state = change.state
        confirmed.withLock { $0 = start }
        // What reading took and doesn't need any more goes back to the system.
        if ReadingBudget.spentByThread - spent > Self.shortState { ProcessMemory.trim() }
    }

    private func readTree(
        _ source: inout Source, _ recorded: any RecordedState, _ overviews: [CampaignOverview]
    ) throws {
        source.treeReadAt = nil
        let zones = tree.zones
        let catalog = catalog(recorded, zones)
        let digest = try? watch.digest()
        var declared: DeclaredTree?
        do {
            let scan = try TreeScanner.scan(root: tree.root)
            declared = try DeclaredTree(scan, facts: catalog.facts, recorded: recorded, takesAllAsTried: true)
        } catch let error as TreeError {
            // The state file alone still knows what is in force.
            guard !overviews.isEmpty else { throw error }
        }
        declared?.sayFaults(root: tree.root)
        let entries = try catalog.entries(tree: declared, overviews: overviews)
        let read = CampaignRows(entries, faults: TreeFaults(declared), zones: zones, now: tree.moment())
        rows.withLock { $0 = read }
        source.tree = digest
        source.accepted = overviews.map(\.campaignId)
    }

    private func catalog(_ recorded: any RecordedState, _ zones: SystemZoneDatabase) -> CampaignCatalog {
        let facts = PassFacts(
            root: tree.root, now: tree.moment(), wallClock: SystemClock().now(), only: nil, allowsMassRemoval: false,
            zones: zones)
        return CampaignCatalog(facts: facts, recorded: recorded)
    }
}
