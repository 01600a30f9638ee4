import CampaignModel
import Reconciliation
import ScheduleEngine
import TestSupport
import Testing

/// The rules of a zone change between two passes: what was decided isn't decided again, and nobody is passed over.
struct ZoneChangeTests {
    /// A zone that is always `hours` ahead of UTC, under one name.
    private func zone(_ hours: Int) throws -> ZoneRules { try FixedZones.zone("Test/Moving", hours: hours) }

    private func planner(
        _ now: String, lastPass: String, from former: Int?, to hours: Int, decided: [String] = []
    ) throws -> CampaignPlanner {
        CampaignPlanner(
            now: at(now), lastPass: at(lastPass), zones: FixedZones(hours: hours),
            past: KnownPast(rules: try former.map { try zone($0) }, runs: decided.map(at)))
    }

    private func proceed(
        _ terms: ScheduleTerms, _ now: String, through: String, from former: Int?, to hours: Int,
        repeated: [Int64] = [], decided: [String] = []
    ) throws -> CampaignPlan {
        var record = record(terms, through: through)
        record.repeatedTimes = repeated
        record.zoneRules = try zone(former ?? hours).fingerprint
        return try planner(now, lastPass: through, from: former, to: hours, decided: decided).proceed(record)
    }

    private let tenOClock = terms(daily("10:00", in: "Test/Moving"))

    @Test
    func `a local time that has run isn't run again when it comes an hour later by new rules`() throws {
        // 10:00 at +1 was 09:00Z, and ran; at +0 it comes again at 10:00Z.
        let plan = try proceed(
            tenOClock, "2026-06-01T09:31:00Z", through: "2026-06-01T09:30:00Z", from: 1, to: 0,
            decided: ["2026-06-01T09:00:00Z"])
        #expect(plan.rows == [])
        #expect(plan.nextDue == at("2026-06-01T10:00:00Z"))
        let later = try proceed(
            tenOClock, "2026-06-01T10:00:00Z", through: "2026-06-01T09:31:00Z", from: nil, to: 0,
            repeated: plan.repeatedTimes)
        #expect(later.rows == ["repeat 2026-06-01T10:00:00Z"])
        #expect(later.reasons(.repeat) == ["this local time was decided before the rules of Test/Moving changed"])
        #expect(later.repeatedTimes == [])
        #expect(later.nextDue == at("2026-06-02T10:00:00Z"))
    }

    @Test
    func `one pass that comes after both the change and the new instant knows it, too`() throws {
        let plan = try proceed(
            tenOClock, "2026-06-01T10:00:30Z", through: "2026-06-01T09:00:30Z", from: 1, to: 0,
            decided: ["2026-06-01T09:00:00Z"])
        #expect(plan.rows == ["repeat 2026-06-01T10:00:00Z"])
        #expect(plan.repeatedTimes == [])
    }

    @Test
    func `a local time that hasn't run yet runs once, at its new instant`() throws {
        let plan = try proceed(
            tenOClock, "2026-06-01T10:00:00Z", through: "2026-06-01T08:59:59Z", from: 1, to: 0)
        #expect(plan.rows == ["run 2026-06-01T10:00:00Z"])
    }

    @Test
    func `a local time that passed by before the campaign began, or while it was paused, runs when it comes again`()
        throws
    {
        let plan = try proceed(
            tenOClock, "2026-06-01T10:00:00Z", through: "2026-06-01T09:30:00Z", from: 1, to: 0, decided: [])
        #expect(plan.rows == ["run 2026-06-01T10:00:00Z"])
    }

    @Test(arguments: [
        (CatchUp.Policy.latest, "2026-06-01T09:04:00Z", "run 2026-06-01T09:00:00Z"),
        (.latest, "2026-06-01T09:31:00Z", "catch-up 2026-06-01T09:00:00Z"),
        (.skip, "2026-06-01T09:31:00Z", "skip 2026-06-01T09:00:00Z"),
    ])
    func `a local time that new rules put before the last pass is as late as it is by them`(
        _ policy: CatchUp.Policy, now: String, row: String
    ) throws {
        // 10:00 at +0 would be 10:00Z; at +1 it was 09:00Z already.
        let plan = try proceed(
            terms(daily("10:00", in: "Test/Moving"), policy), now, through: "2026-06-01T09:03:00Z", from: 0, to: 1)
        #expect(plan.rows == [row])
        #expect(plan.nextDue == at("2026-06-02T09:00:00Z"))
    }

    @Test
    func `rules that change there and back run everything once`() throws {
        let terms = terms(daily("10:00", "11:00", in: "Test/Moving"), .all)
        let first = try proceed(
            terms, "2026-06-01T09:31:00Z", through: "2026-06-01T09:30:00Z", from: 1, to: 0,
            decided: ["2026-06-01T09:00:00Z"])
        #expect(first.rows == [])
        // Back at +1, 11:00 comes at 10:00Z, which is no repetition of 10:00.
        let second = try proceed(
            terms, "2026-06-01T10:00:00Z", through: "2026-06-01T09:31:00Z", from: 0, to: 1,
            repeated: first.repeatedTimes, decided: ["2026-06-01T09:00:00Z"])
        #expect(second.rows == ["run 2026-06-01T10:00:00Z"])
        #expect(second.repeatedTimes == [])
    }

    @Test
    func `several that new rules have overtaken are caught up by the policy, around what was decided between`() throws {
        let schedule = daily("09:40", "09:50", "10:00", in: "Test/Moving")
        let all = try proceed(
            terms(schedule, .all), "2026-06-01T09:31:00Z", through: "2026-06-01T09:30:00Z", from: 0, to: 1)
        #expect(
            all.rows == [
                "catch-up 2026-06-01T08:40:00Z", "catch-up 2026-06-01T08:50:00Z", "catch-up 2026-06-01T09:00:00Z",
            ])
        let latest = try proceed(
            terms(schedule), "2026-06-01T09:31:00Z", through: "2026-06-01T09:30:00Z", from: 0, to: 1,
            decided: ["2026-06-01T08:45:00Z", "2026-06-01T09:00:00Z"])
        #expect(
            latest.rows == [
                "skip 2026-06-01T08:40:00Z", "skip 2026-06-01T08:50:00Z", "catch-up 2026-06-01T09:00:01Z",
            ])
    }

    @Test
    func `what was overtaken, what is due, and what an edit drops lie apart from one another`() throws {
        // Each minute from nine to five; half past ten by the old rules is half past eleven by the new ones.
        let before = (9..<17).flatMap { hour in (0..<60).map { (hour, $0) } }
        func clock(_ hour: Int, _ minute: Int) -> String {
            "\(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute)"
        }
        var rule = RecurrenceRule(pattern: .daily(interval: 1), times: [], zone: "Test/Moving")
        rule.times = before.compactMap { LocalTime(clock($0.0, $0.1)) }
        let minutely = Schedule(rule: .recurring(rule))
        let decided = (0..<90).map { at("2026-06-01T09:00:00Z") + .minutes(Int64($0)) }
        for (now, policy) in [("2026-06-01T10:30:00Z", CatchUp.Policy.latest), ("2026-06-01T12:00:10Z", .all)] {
            var record = record(terms(minutely, policy), through: "2026-06-01T10:29:10Z")
            record.zoneRules = try zone(0).fingerprint
            let planner = CampaignPlanner(
                now: at(now), lastPass: at("2026-06-01T10:29:10Z"), zones: FixedZones(hours: 1),
                past: KnownPast(rules: try zone(0), runs: decided))
            let edited = terms(daily("11:45", "12:15", in: "Test/Moving"), policy)
            for plan in [
                try planner.proceed(record),
                try planner.update(record, to: edited, fields: ["schedule.recurring.timeOfDay"]),
            ] {
                var last = Instant.earliest
                for decision in plan.decisions {
                    #expect(decision.scheduledFor > last)
                    last = decision.last
                    #expect(!decided.contains { $0 >= decision.scheduledFor && $0 <= decision.last })
                }
            }
        }
    }

    @Test
    func `what is repeated is no neighbour of what runs between`() throws {
        // Half past nine and ten ran at +1; a quarter to ten was added since.
        let schedule = daily("09:30", "09:45", "10:00", in: "Test/Moving")
        var record = record(terms(schedule), through: "2026-06-01T09:20:00Z")
        record.zoneRules = try zone(0).fingerprint
        record.repeatedTimes = [at("2026-06-01T09:30:00Z").seconds, at("2026-06-01T10:00:00Z").seconds]
        let plan = try planner("2026-06-01T10:10:00Z", lastPass: "2026-06-01T09:20:00Z", from: nil, to: 0)
            .proceed(record)
        #expect(
            plan.rows == [
                "repeat 2026-06-01T09:30:00Z", "catch-up 2026-06-01T09:45:00Z", "repeat 2026-06-01T10:00:00Z",
            ])
    }

    @Test
    func `a rule that takes both of a repeated hour has each local time once all the same`() throws {
        var both = RecurrenceRule(pattern: .daily(interval: 1), times: [clock("10:00")], zone: "Test/Moving")
        both.onOverlap = .both
        let plan = try proceed(
            terms(Schedule(rule: .recurring(both))), "2026-06-01T10:00:00Z", through: "2026-06-01T09:30:00Z",
            from: 1, to: 0, decided: ["2026-06-01T09:00:00Z"])
        #expect(plan.rows == ["repeat 2026-06-01T10:00:00Z"])
    }

    @Test
    func `elapsed time goes on by its instants`() throws {
        let elapsed = RecurrenceRule(
            pattern: .every(interval: 30, unit: .minutes), times: [], zone: "Test/Moving",
            start: at("2026-01-01T00:00:00Z"))
        let minutes = try proceed(
            terms(Schedule(rule: .recurring(elapsed))), "2026-06-01T10:00:00Z", through: "2026-06-01T09:30:00Z",
            from: 1, to: 0, decided: ["2026-06-01T09:00:00Z", "2026-06-01T09:30:00Z"])
        #expect(minutes.rows == ["run 2026-06-01T10:00:00Z"])
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

    @Test
    func `a campaign that comes back after its deletion isn't run again for a change of its zone`() throws {
        var earlier = record(tenOClock, through: "2026-06-01T09:30:00Z")
        earlier.zoneRules = try zone(1).fingerprint
        let plan = try planner(
            "2026-06-01T10:00:00Z", lastPass: "2026-06-01T09:50:00Z", from: 1, to: 0,
            decided: ["2026-06-01T09:00:00Z"]
        ).create(campaignId: "daily-tips", terms: tenOClock, earlier: earlier)
        #expect(plan.rows == ["repeat 2026-06-01T10:00:00Z"])
    }
}

/// What a state file would say of one campaign.
struct KnownPast: DecidedPast {
    var rules: ZoneRules?
    var runs: [Instant]

    func rules(_ fingerprint: Int64) -> ZoneRules? { rules?.fingerprint == fingerprint ? rules : nil }

    func decisions(of campaignId: String, from: Instant, through: Instant) -> [OccurrenceDecision] {
        runs.filter { $0 >= from && $0 <= through }.map { OccurrenceDecision(verdict: .run, scheduledFor: $0) }
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
