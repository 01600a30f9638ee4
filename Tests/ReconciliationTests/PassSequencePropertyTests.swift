import CampaignModel
import Reconciliation
import ScheduleEngine
import TestSupport
import Testing

/// Random campaigns through random passes, the record kept as the state file keeps it.
struct PassSequencePropertyTests {
    private static let zones = ["UTC", "America/New_York", "Europe/Berlin", "Australia/Lord_Howe"]

    @Test
    func `no occurrence is ever decided twice, whatever passes come and change`() throws {
        let seed: UInt64 = 20_261_123
        var generator = SeededGenerator(seed: seed)
        for number in 0..<400 {
            var history = History(terms: randomTerms(&generator), start: at("2026-03-20T00:00:00Z"))
            for pass in 0..<30 {
                try step(&history, &generator)
                let label = "seed \(seed), campaign \(number), pass \(pass)"
                try #require(history.fault == nil, "\(label): \(history.fault ?? "")")
            }
        }
    }

    @Test
    func `every occurrence of an unchanged active campaign is decided exactly once, as run or within a skip`() throws {
        let seed: UInt64 = 4_711
        var generator = SeededGenerator(seed: seed)
        for number in 0..<300 {
            var terms = randomTerms(&generator)
            terms.status = .active
            var history = History(terms: terms, start: at("2026-03-20T00:00:00Z"))
            for _ in 0..<20 {
                history.advance(by: gap(&generator))
                history.openRuns = generator.oneIn(3) ? 1 : 0
                try history.proceed()
            }
            let zone = try TestZones().rules(for: terms.zone)
            let expected = Array(
                CompiledSchedule(terms.schedule, zone: zone)
                    .occurrences(after: history.start - TimeSpan(seconds: 1), through: history.decidedThrough))
            try #require(history.fault == nil, "seed \(seed), campaign \(number): \(history.fault ?? "")")
            let counted = history.decisions.map(\.count).reduce(0, +)
            try #require(counted == expected.count, "seed \(seed), campaign \(number): \(counted) of \(expected.count)")
            for decision in history.decisions {
                let covered = expected.count { $0 >= decision.scheduledFor && $0 <= decision.last }
                try #require(covered == decision.count, "seed \(seed), campaign \(number): \(decision)")
            }
            if let limit = terms.maxOccurrences { #expect(history.record.decidedRuns <= limit) }
        }
    }

    private func step(_ history: inout History, _ generator: inout SeededGenerator) throws {
        history.advance(by: generator.oneIn(12) ? -gap(&generator) : gap(&generator))
        history.openRuns = generator.number(0...2)
        switch generator.number(0...9) {
        case 0: try history.update(randomTerms(&generator))
        case 1:
            var terms = history.record.terms
            terms.status = terms.status == .paused ? .active : .paused
            try history.update(terms)
        case 2: try history.deleteAndComeBack(with: randomTerms(&generator))
        default: try history.proceed()
        }
    }

    private func gap(_ generator: inout SeededGenerator) -> Int64 {
        Int64(generator.pick([1, 59, 60, 61, 300, 301, 3_600, 7_200, 86_400, 200_000, 700_000]))
    }

    private func randomTerms(_ generator: inout SeededGenerator) -> ScheduleTerms {
        ScheduleTerms(
            status: generator.pick([.active, .active, .active, .paused, .draft]), schedule: randomSchedule(&generator),
            policy: generator.pick(CatchUp.Policy.allCases),
            window: generator.pick([.minutes(10), .hours(2), .hours(24), .days(7)]),
            limit: generator.number(0...4), grace: generator.pick([TimeSpan(seconds: 0), .minutes(5), .hours(1)]),
            overlap: generator.pick(OverlapMode.allCases),
            maxOccurrences: generator.oneIn(3) ? generator.number(1...20) : nil)
    }

    private func randomSchedule(_ generator: inout SeededGenerator) -> Schedule {
        let spread = generator.oneIn(3) ? TimeSpan(seconds: Int64(generator.number(1...600))) : TimeSpan(seconds: 0)
        if generator.oneIn(8) {
            let instant = at("2026-03-20T00:00:00Z") + .hours(Int64(generator.number(-30...300)))
            return Schedule(rule: .once(instant), spread: spread)
        }
        let times = (0..<generator.number(1...4)).map { _ in
            clock(generator.pick(["01:30", "02:00", "02:30", "03:00", "09:00", "23:59"]))
        }
        let pattern: RecurrencePattern = generator.pick([
            .daily(interval: 1), .daily(interval: 2),
            .weekly(days: WeekdaySet(rawValue: UInt8(generator.number(1...127))), interval: 1),
            .every(interval: generator.number(5...90), unit: .minutes),
            .every(interval: generator.number(1...9), unit: .hours),
        ])
        let rule = RecurrenceRule(
            pattern: pattern, times: Set(times).sorted(), zone: generator.pick(Self.zones),
            onGap: generator.pick(GapPolicy.allCases), onOverlap: generator.pick(OverlapPolicy.allCases))
        return Schedule(rule: .recurring(rule), spread: spread)
    }
}

/// One campaign's past, as the state file would have it.
private struct History {
    let start: Instant
    private(set) var record: CampaignRecord
    private(set) var decisions: [OccurrenceDecision] = []
    private(set) var decidedThrough: Instant
    /// The first rule that was broken.
    private(set) var fault: String?
    var openRuns = 0
    private var now: Instant

    init(terms: ScheduleTerms, start: Instant) {
        self.start = start
        now = start
        decidedThrough = start
        record = CampaignRecord(
            campaignId: "any", file: "any.yaml", terms: terms, evaluatedThrough: start - TimeSpan(seconds: 1),
            nextDue: nil, decidedRuns: 0, openRuns: 0, waitingRuns: 0)
    }

    mutating func advance(by seconds: Int64) { now = now + TimeSpan(seconds: seconds) }

    mutating func proceed() throws {
        take(try planner.proceed(current))
    }

    mutating func update(_ terms: ScheduleTerms) throws {
        let plan = try planner.update(current, to: terms, fields: ["schedule"])
        let either = try occurrences(of: record.terms).union(occurrences(of: terms))
        for decision in plan.decisions {
            let covered = either.count { $0 >= decision.scheduledFor && $0 <= decision.last }
            if covered != decision.count { fault = "\(covered) occurrences are in \(decision)" }
        }
        let counted = plan.decisions.map(\.count).reduce(0, +)
        if counted != either.count { fault = "\(counted) of \(either.count) are decided: \(plan)" }
        take(plan)
        record.terms = terms
    }

    /// What came due since the last pass, by these terms.
    private func occurrences(of terms: ScheduleTerms) throws -> Set<Instant> {
        let from = max(record.evaluatedThrough, planner.lastPass ?? record.evaluatedThrough)
        guard terms.status == .active, now > from else { return [] }
        let compiled = CompiledSchedule(terms.schedule, zone: try TestZones().rules(for: terms.zone))
        return Set(compiled.occurrences(after: from, through: now))
    }

    mutating func deleteAndComeBack(with terms: ScheduleTerms) throws {
        take(try planner.delete(current))
        take(try planner.create(campaignId: "any", terms: terms, earlier: current))
        record.terms = terms
    }

    private var planner: CampaignPlanner {
        CampaignPlanner(now: now, lastPass: decisions.isEmpty ? nil : decidedThrough, zones: TestZones())
    }

    private var current: CampaignRecord {
        var record = record
        record.openRuns = openRuns
        record.waitingRuns = openRuns / 2
        return record
    }

    private mutating func take(_ plan: CampaignPlan) {
        if plan.evaluatedThrough < record.evaluatedThrough { fault = "evaluatedThrough goes back: \(plan)" }
        if let next = plan.nextDue, next <= plan.evaluatedThrough { fault = "nextDue is decided already: \(plan)" }
        for decision in plan.decisions {
            // In the order they are stored: nothing may reach back behind what was decided before.
            if let last = decisions.map(\.last).max(), decision.scheduledFor <= last { fault = "twice: \(decision)" }
            if decision.last < decision.scheduledFor || decision.count < 1 { fault = "no range: \(decision)" }
            if decision.verdict != .skip, decision.count != 1 { fault = "a run is one occurrence: \(decision)" }
            if decision.verdict == .skip, decision.reason == nil { fault = "skipped without a reason: \(decision)" }
            decisions.append(decision)
        }
        record.evaluatedThrough = plan.evaluatedThrough
        record.nextDue = plan.nextDue
        record.decidedRuns += plan.decisions.count { $0.verdict != .skip }
        decidedThrough = max(decidedThrough, now)
    }
}
