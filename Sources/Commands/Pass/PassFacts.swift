import CampaignFiles
import Glibc
import Reconciliation
import ScheduleEngine
import StateStore
import ZoneDatabase

/// What a pass is told, and may not find out for itself.
struct PassFacts: Sendable {
    /// The tree's root.
    var root: String
    /// The moment that everything is decided by; a rehearsal names another than the clock's.
    var now: Instant
    /// The clock's own time, which the files' times of change are held against.
    var wallClock: Instant
    /// The campaigns to look at; nil for all.
    var only: Set<String>?
    /// `--allow-mass-removal`: the files are meant to be gone.
    var allowsMassRemoval: Bool
    var zones: SystemZoneDatabase
    /// The pass is at work already, and looks at the tree again between slices.
    var isBetweenSlices = false
    /// False: what earlier passes have said of files that haven't changed since is not said again. A timer's journal would
    /// hold the same warnings each minute.
    var repeatsWarnings = true
}

extension PassFacts {
    /// A checkout or a copy may be under way: what is missing at this moment may be back at the next. Between slices
    /// somebody looks every second, and would see every such moment; a deletion then waits until its folder is at rest.
    func isAmidChanges(of gone: [CampaignRecord]) -> Bool {
        guard isBetweenSlices else { return false }
        return gone.contains { record in
            var folder = "\(root)/\(record.file)"
            var status = stat()
            repeat {
                folder = String(folder[..<(folder.lastIndex(of: "/") ?? folder.startIndex)])
            } while stat(folder, &status) != 0 && folder.count > root.count
            return max(status.st_mtim.tv_sec, status.st_ctim.tv_sec) >= Int(wallClock.seconds) - 2
        }
    }
}

extension PassFacts {
    /// For whoever only looks.
    static func looking(_ tree: TreeOptions) -> PassFacts {
        looking(tree, at: tree.moment(), zones: tree.zones)
    }

    /// The same for whoever knows the moment and has the zones at hand.
    static func looking(_ tree: any TreeChoice, at now: Instant, zones: SystemZoneDatabase) -> PassFacts {
        PassFacts(root: tree.root, now: now, wallClock: now, only: nil, allowsMassRemoval: false, zones: zones)
    }
}
