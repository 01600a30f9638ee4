import CampaignModel
import ScheduleEngine
import ZoneDatabase

/// The campaigns at one moment, by id.
struct CampaignRows {
    let ids: [String]
    private var rows: [CampaignRow] = []
    private var places: [String: Int] = [:]
    private(set) var zones: SystemZoneDatabase
    let faults: TreeFaults
    var now: Instant

    init(_ entries: [CampaignCatalog.Entry], faults: TreeFaults, zones: SystemZoneDatabase, now: Instant) {
        self.zones = zones
        self.faults = faults
        self.now = now
        rows = entries.map(CampaignRow.init)
        ids = rows.map(\.id)
        for (index, id) in ids.enumerated() { places[id] = index }
    }

    var count: Int { rows.count }

    func place(of id: String) -> Int? { places[id] }

    /// For whoever holds it as an optional, and would else copy all of it.
    mutating func hand<Value>(to body: (inout CampaignRows) throws -> Value) rethrows -> Value { try body(&self) }

    /// Hands over the row at this moment.
    mutating func look<Value>(_ index: Int, _ body: (CampaignRow) throws -> Value) rethrows -> Value {
        rows[index].advance(to: now, zones: zones)
        return try body(rows[index])
    }

    // One field of many rows: handing over each row whole would be ten times as long.

    mutating func status(_ index: Int) -> CampaignStatus {
        rows[index].advance(to: now, zones: zones)
        return rows[index].status
    }

    mutating func isPressing(_ index: Int) -> Bool {
        rows[index].advance(to: now, zones: zones)
        return rows[index].isPressing
    }

    func type(_ index: Int) -> CampaignType { rows[index].type }

    mutating func nextRun(_ index: Int) -> Instant? {
        rows[index].advance(to: now, zones: zones)
        return rows[index].nextRun
    }

    /// As the list has it.
    mutating func listed(_ index: Int) throws -> [UInt8] {
        rows[index].advance(to: now, zones: zones)
        return try rows[index].listed(now: now)
    }

    /// - Parameter overviews: of the same campaigns as before.
    mutating func update(_ overviews: [CampaignOverview], place: (inout [CampaignCatalog.Entry]) throws -> Void) throws
    {
        for overview in overviews {
            if let index = places[overview.campaignId] { rows[index].update(overview) }
        }
        var fingerprints: [String: Int64] = [:]
        let shifted = overviews.compactMap { overview -> Int? in
            guard let index = places[overview.campaignId] else { return nil }
            guard overview.repeatedTimes.isEmpty else { return index }
            guard let decidedBy = overview.zoneRules else { return nil }
            let zone = rows[index].zone
            let current = fingerprints[zone] ?? (try? zones.rules(for: zone))?.fingerprint
            fingerprints[zone] = current
            return decidedBy == current ? nil : index
        }
        guard !shifted.isEmpty else { return }
        var entries = shifted.map { rows[$0].entry }
        try place(&entries)
        for (index, entry) in zip(shifted, entries) { rows[index].update(entry) }
    }
}
