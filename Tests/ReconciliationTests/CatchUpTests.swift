import CampaignModel
import Reconciliation
import ScheduleEngine
import TestSupport
import Testing

/// `schedule.catchUp`: what is on time, what was missed, and what of it runs.
struct CatchUpTests {
    private func plan(_ terms: ScheduleTerms, from: String, now: String) throws -> CampaignPlan {
        try planner(now, lastPass: from).proceed(record(terms, through: from))
    }

    @Test(arguments: [
        (CatchUp.Policy.skip, "2026-06-01T09:05:00Z", "run"), (.skip, "2026-06-01T09:05:01Z", "skip"),
        (.latest, "2026-06-01T09:05:00Z", "run"), (.latest, "2026-06-01T09:05:01Z", "catch-up"),
        (.latest, "2026-06-02T08:59:59Z", "catch-up"),
        (.all, "2026-06-01T09:05:00Z", "run"), (.all, "2026-06-01T09:05:01Z", "catch-up"),
    ])
    func `five minutes late is on time and a second more was missed`(
        policy: CatchUp.Policy, now: String, verdict: String
    ) throws {
        let plan = try plan(terms(daily("09:00"), policy), from: "2026-06-01T00:00:00Z", now: now)
        #expect(plan.rows == ["\(verdict) 2026-06-01T09:00:00Z"])
    }

    @Test
    func `grace is the declared one`() throws {
        let plan = try plan(
            terms(daily("09:00"), .skip, grace: .hours(1)), from: "2026-06-01T00:00:00Z", now: "2026-06-01T10:00:00Z")
        #expect(plan.rows == ["run 2026-06-01T09:00:00Z"])
    }

    @Test(arguments: [
        ("2026-06-04T09:00:00Z", ["skip 2026-06-01T09:00:00Z…2026-06-03T09:00:00Z ×3", "run 2026-06-04T09:00:00Z"]),
        (
            "2026-06-04T08:00:00Z",
            ["skip 2026-06-01T09:00:00Z…2026-06-02T09:00:00Z ×2", "catch-up 2026-06-03T09:00:00Z"]
        ),
    ])
    func `latest runs the newest alone, on time or missed`(now: String, rows: [String]) throws {
        #expect(try plan(terms(daily("09:00")), from: "2026-06-01T00:00:00Z", now: now).rows == rows)
    }

    @Test
    func `latest runs nothing that is older than its window`() throws {
        let weekly = RecurrenceRule(
            pattern: .weekly(days: WeekdaySet(rawValue: 0b10), interval: 1), times: [clock("09:00")], zone: "UTC")
        let plan = try plan(
            terms(Schedule(rule: .recurring(weekly))), from: "2026-05-20T00:00:00Z", now: "2026-06-02T09:00:01Z")
        #expect(plan.rows == ["skip 2026-05-25T09:00:00Z…2026-06-01T09:00:00Z ×2"])
        #expect(plan.reasons(.skip) == ["catchUp latest takes only the newest that is due, within 1d"])
    }

    @Test
    func `skip runs what is on time and none that was missed`() throws {
        let plan = try plan(
            terms(every(1, .minutes), .skip), from: "2026-06-01T00:00:00Z", now: "2026-06-01T01:00:30Z")
        #expect(
            plan.rows == [
                "skip 2026-06-01T00:01:00Z…2026-06-01T00:55:00Z ×55", "run 2026-06-01T00:56:00Z",
                "run 2026-06-01T00:57:00Z", "run 2026-06-01T00:58:00Z", "run 2026-06-01T00:59:00Z",
                "run 2026-06-01T01:00:00Z",
            ])
    }

    @Test
    func `all runs the newest of the missed ones up to the limit, oldest first, and those on time besides`() throws {
        let plan = try plan(
            terms(every(1, .hours), .all, limit: 3), from: "2026-06-01T00:00:00Z", now: "2026-06-01T10:01:00Z")
        #expect(
            plan.rows == [
                "skip 2026-06-01T01:00:00Z…2026-06-01T06:00:00Z ×6", "catch-up 2026-06-01T07:00:00Z",
                "catch-up 2026-06-01T08:00:00Z", "catch-up 2026-06-01T09:00:00Z", "run 2026-06-01T10:00:00Z",
            ])
        #expect(plan.reasons(.skip) == ["missed; catchUp all takes the newest 3 within 1d"])
        #expect(plan.reasons(.catchUp) == ["missed by 3h 1m", "missed by 2h 1m", "missed by 1h 1m"])
    }

    @Test
    func `all leaves out what is older than the window, to the second`() throws {
        let terms = terms(every(1, .hours), .all, window: .hours(2), limit: 10)
        let plan = try plan(terms, from: "2026-06-01T00:00:00Z", now: "2026-06-01T05:00:00Z")
        #expect(
            plan.rows == [
                "skip 2026-06-01T01:00:00Z…2026-06-01T02:00:00Z ×2", "catch-up 2026-06-01T03:00:00Z",
                "catch-up 2026-06-01T04:00:00Z", "run 2026-06-01T05:00:00Z",
            ])
    }

    @Test(arguments: [0, 1, 10])
    func `a limit of none or one is kept to`(limit: Int) throws {
        let plan = try plan(
            terms(every(1, .hours), .all, limit: limit), from: "2026-06-01T00:00:00Z", now: "2026-06-01T04:30:00Z")
        #expect(plan.decisions.count { $0.verdict == .catchUp } == min(limit, 4))
        #expect(plan.decisions.map(\.count).reduce(0, +) == 4)
    }

    @Test(arguments: CatchUp.Policy.allCases)
    func `a year of missed minutes is one row`(policy: CatchUp.Policy) throws {
        let plan = try plan(
            terms(every(1, .minutes), policy, grace: TimeSpan(seconds: 0)), from: "2025-06-01T00:00:30Z",
            now: "2026-06-01T00:00:30Z")
        #expect(plan.decisions.count { $0.verdict == .skip } == 1)
        let ran = policy == .skip ? 0 : policy == .latest ? 1 : 10
        #expect(plan.decisions.count { $0.verdict == .catchUp } == ran)
        #expect(plan.decisions.map(\.count).reduce(0, +) == 365 * 1_440)
        #expect(plan.decisions.first?.count == 365 * 1_440 - ran)
    }

    @Test
    func `a hundred thousand missed occurrences are decided in a moment`() throws {
        let elapsed = try ContinuousClock().measure {
            let plan = try plan(
                terms(every(1, .minutes), .all), from: "2026-01-01T00:00:00Z", now: "2026-03-11T10:40:00Z")
            #expect(plan.decisions.map(\.count).reduce(0, +) == 100_000)
        }
        #expect(elapsed < .seconds(5), "\(elapsed)")
    }

    @Test
    func `maxOccurrences counts runs and not what was skipped`() throws {
        let limited = terms(every(1, .hours), .all, limit: 2, max: 4)
        let first = try plan(limited, from: "2026-06-01T00:00:00Z", now: "2026-06-01T08:30:00Z")
        #expect(
            first.rows == [
                "skip 2026-06-01T01:00:00Z…2026-06-01T06:00:00Z ×6", "catch-up 2026-06-01T07:00:00Z",
                "catch-up 2026-06-01T08:00:00Z",
            ])
        #expect(first.nextDue == at("2026-06-01T09:00:00Z"))
        let later = record(limited, through: "2026-06-01T08:30:00Z", runs: 3)
        let last = try planner("2026-06-01T10:01:00Z").proceed(later)
        #expect(last.rows == ["catch-up 2026-06-01T09:00:00Z", "skip 2026-06-01T10:00:00Z"])
        #expect(last.reasons(.skip) == ["maxOccurrences of 4 is reached"])
        #expect(last.nextDue == nil)
        #expect(last.change?.action == .complete)
    }

    @Test
    func `a daily time keeps its local hour across a change of the clocks`() throws {
        let newYork = terms(daily("02:30", in: "America/New_York"), .all, window: .days(9))
        let plan = try plan(newYork, from: "2026-03-07T00:00:00Z", now: "2026-03-09T12:00:00Z")
        #expect(
            plan.rows == [
                "catch-up 2026-03-07T07:30:00Z", "catch-up 2026-03-08T07:30:00Z", "catch-up 2026-03-09T06:30:00Z",
            ])
    }
}
