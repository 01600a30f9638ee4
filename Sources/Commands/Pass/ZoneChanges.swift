import ScheduleEngine
import StateStore
import ZoneDatabase

/// The zones whose files are others than those that the state file knows.
struct ZoneChanges {
    /// By identifier; a zone whose file is gone is among them once.
    let changed: Set<String>
    private let zones: SystemZoneDatabase
    private let isWhole: Bool

    init(facts: PassFacts, memory: PassMemory) {
        zones = facts.zones
        // A pass that looks at some campaigns alone must not hide a zone's change from the others.
        isWhole = facts.only == nil
        changed = Set(memory.zoneStamps.filter { (facts.zones.stamp(of: $0.key) ?? "") != $0.value }.keys)
    }

    func remember(in commit: inout PassCommit) {
        for zone in changed {
            let known = zones.known(zone)
            if let (rules, source) = known { commit.zoneRules[rules.fingerprint] = source.bytes }
            if isWhole { commit.zoneStamps[zone] = known?.source.stamp ?? zones.stamp(of: zone) ?? "" }
        }
    }
}

extension SystemZoneDatabase {
    /// The rules and their file, where there are both.
    func known(_ identifier: String) -> (rules: ZoneRules, source: ZoneSource)? {
        guard let rules = try? rules(for: identifier), let source = try? source(of: identifier) else { return nil }
        return (rules, source)
    }
}
