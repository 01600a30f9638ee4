import CampaignModel
import Reconciliation
import ScheduleEngine
import TestSupport
import Testing

/// The rules of a zone change between two passes: what was decided isn't decided again, and nobody is passed over.
struct ZoneChangeTests {
    /// A zone that is always `hours` ahead of UTC, under one name.
    private func zone(_ hours: Int) throws -> ZoneRules { try FixedZones.zone("Test/Moving", hours: hours) }

    private func planner(_ now: String, lastPass: String, from former: Int?, to hours: Int) throws -> CampaignPlanner {
        let rules = try former.map { try zone($0) }
        return CampaignPlanner(
            now: at(now), lastPass: at(lastPass), zones: FixedZones(hours: hours),
            formerRules: rules.map { [$0.fingerprint: $0] } ?? [:])
    }

    private func proceed(
        _ terms: ScheduleTerms, _ now: String, through: String, from former: Int?, to hours: Int,
        repeated: [Int64] = []
    ) throws -> CampaignPlan {
        var record = record(terms, through: through)
        record.repeatedTimes = repeated
        record.zoneRules = try zone(former ?? hours).fingerprint
        return try planner(now, lastPass: through, from: former, to: hours).proceed(record)
    }

    private let tenOClock = terms(daily("10:00", in: "Test/Moving"))

    @Test
    func `a local time that has run isn't run again when it comes an hour later by new rules`() throws {
        // 10:00 at +1 was 09:00Z, and ran; at +0 it comes again at 10:00Z.
        let plan = try proceed(
            tenOClock, "2026-06-01T09:31:00Z", through: "2026-06-01T09:30:00Z", from: 1, to: 0)
        #expect(plan.rows == [])
        #expect(plan.nextDue == at("2026-06-01T10:00:00Z"))
        let later = try proceed(
            tenOClock, "2026-06-01T10:00:00Z", through: "2026-06-01T09:31:00Z", from: nil, to: 0,
            repeated: plan.repeatedTimes)
        #expect(later.rows == ["skip 2026-06-01T10:00:00Z"])
        #expect(later.reasons(.skip) == ["this local time was decided before the rules of Test/Moving changed"])
        #expect(later.repeatedTimes == [])
        #expect(later.nextDue == at("2026-06-02T10:00:00Z"))
    }

    @Test
    func `one pass that comes after both the change and the new instant knows it, too`() throws {
        let plan = try proceed(
            tenOClock, "2026-06-01T10:00:30Z", through: "2026-06-01T09:00:30Z", from: 1, to: 0)
        #expect(plan.rows == ["skip 2026-06-01T10:00:00Z"])
        #expect(plan.repeatedTimes == [])
    }

    @Test
    func `a local time that hasn't run yet runs once, at its new instant`() throws {
        let plan = try proceed(
            tenOClock, "2026-06-01T10:00:00Z", through: "2026-06-01T08:59:59Z", from: 1, to: 0)
        #expect(plan.rows == ["run 2026-06-01T10:00:00Z"])
    }

    @Test
    func `a local time that new rules put before the last pass is run at once`() throws {
        // 10:00 at +0 would be 10:00Z; at +1 it was 09:00Z already.
        let plan = try proceed(
            tenOClock, "2026-06-01T09:31:00Z", through: "2026-06-01T09:30:00Z", from: 0, to: 1)
        #expect(plan.rows == ["run 2026-06-01T09:30:01Z"])
        #expect(plan.decisions.first?.reason == "its local time passed when the rules of Test/Moving changed")
        #expect(plan.nextDue == at("2026-06-02T09:00:00Z"))
    }

    @Test
    func `rules that change there and back run everything once`() throws {
        let terms = terms(daily("10:00", "11:00", in: "Test/Moving"), .all)
        let first = try proceed(terms, "2026-06-01T09:31:00Z", through: "2026-06-01T09:30:00Z", from: 1, to: 0)
        #expect(first.rows == [])
        // Back at +1, 11:00 comes at 10:00Z, which is no repetition of 10:00.
        let second = try proceed(
            terms, "2026-06-01T10:00:00Z", through: "2026-06-01T09:31:00Z", from: 0, to: 1,
            repeated: first.repeatedTimes)
        #expect(second.rows == ["run 2026-06-01T10:00:00Z"])
        #expect(second.repeatedTimes == [])
    }

    @Test
    func `several local times that new rules have overtaken are caught up by the policy, each once`() throws {
        let schedule = daily("09:40", "09:50", "10:00", in: "Test/Moving")
        let all = try proceed(
            terms(schedule, .all), "2026-06-01T09:31:00Z", through: "2026-06-01T09:30:00Z", from: 0, to: 1)
        #expect(all.rows == ["run 2026-06-01T09:30:01Z", "run 2026-06-01T09:30:02Z", "run 2026-06-01T09:30:03Z"])
        let latest = try proceed(
            terms(schedule), "2026-06-01T09:31:00Z", through: "2026-06-01T09:30:00Z", from: 0, to: 1)
        #expect(latest.rows == ["skip 2026-06-01T09:30:01Z…2026-06-01T09:30:02Z ×2", "run 2026-06-01T09:30:03Z"])
    }

    @Test
    func `a campaign that went on by the new rules already isn't held against the old ones again`() throws {
        // Half past ten at +1 was 09:30Z; this campaign alone was decided by the new rules up to 09:40Z.
        var record = record(terms(daily("10:30", in: "Test/Moving")), through: "2026-06-01T09:40:00Z")
        record.zoneRules = try zone(0).fingerprint
        let plan = try planner("2026-06-01T10:30:00Z", lastPass: "2026-06-01T09:00:00Z", from: 1, to: 0).proceed(record)
        #expect(plan.rows == ["run 2026-06-01T10:30:00Z"])
    }

    @Test
    func `elapsed time and rules that take both of a repeated hour go on by their instants`() throws {
        var hourly = RecurrenceRule(pattern: .daily(interval: 1), times: [clock("10:00")], zone: "Test/Moving")
        hourly.onOverlap = .both
        let both = try proceed(
            terms(Schedule(rule: .recurring(hourly))), "2026-06-01T10:00:00Z", through: "2026-06-01T09:30:00Z",
            from: 1, to: 0)
        #expect(both.rows == ["run 2026-06-01T10:00:00Z"])
        let elapsed = RecurrenceRule(
            pattern: .every(interval: 30, unit: .minutes), times: [], zone: "Test/Moving",
            start: at("2026-01-01T00:00:00Z"))
        let minutes = try proceed(
            terms(Schedule(rule: .recurring(elapsed))), "2026-06-01T10:00:00Z", through: "2026-06-01T09:30:00Z",
            from: 1, to: 0)
        #expect(minutes.rows == ["run 2026-06-01T10:00:00Z"])
    }

    @Test
    func `a campaign moved to another zone by its file owes nothing to the old one's local times`() throws {
        var record = record(tenOClock, through: "2026-06-01T09:30:00Z")
        record.repeatedTimes = [at("2026-06-01T10:00:00Z").seconds]
        record.zoneRules = try zone(1).fingerprint
        let plan = try planner(
            "2026-06-01T09:31:00Z", lastPass: "2026-06-01T09:30:00Z", from: 1, to: 0
        ).update(record, to: terms(daily("10:00")), fields: ["schedule.recurring.timezone"])
        #expect(plan.repeatedTimes == [])
        #expect(plan.nextDue == at("2026-06-01T10:00:00Z"))
    }
}

/// Zones of one fixed offset, whatever their name.
struct FixedZones: ZoneProvider {
    var hours: Int

    func rules(for identifier: String) throws(ZoneError) -> ZoneRules {
        identifier == "UTC" ? .utc : try Self.zone(identifier, hours: hours)
    }

    static func zone(_ identifier: String, hours: Int) throws(ZoneError) -> ZoneRules {
        try ZoneRules(tzif: TZifSample.fixed(hours: hours).bytes, identifier: identifier)
    }
}
