import CampaignModel
import Reconciliation
import ScheduleEngine
import TestSupport
import Testing

struct CreationTests {
    @Test
    func `a new recurring campaign owes nothing from before`() throws {
        let plan = try planner("2026-06-01T12:00:00Z", lastPass: "2026-05-01T00:00:00Z")
            .create(campaignId: "daily-tips", terms: terms(daily("09:00"), .all))
        #expect(plan.rows == [])
        #expect(plan.evaluatedThrough == at("2026-06-01T12:00:00Z"))
        #expect(plan.nextDue == at("2026-06-02T09:00:00Z"))
        #expect(plan.change == CampaignChange(campaignId: "daily-tips", action: .create))
    }

    @Test
    func `an occurrence at the very second of the first pass runs`() throws {
        let plan = try planner("2026-06-01T09:00:00Z").create(campaignId: "a", terms: terms(daily("09:00")))
        #expect(plan.rows == ["run 2026-06-01T09:00:00Z"])
        #expect(plan.nextDue == at("2026-06-02T09:00:00Z"))
    }

    @Test
    func `one second earlier it only is next`() throws {
        let plan = try planner("2026-06-01T08:59:59Z").create(campaignId: "a", terms: terms(daily("09:00")))
        #expect(plan.rows == [])
        #expect(plan.nextDue == at("2026-06-01T09:00:00Z"))
    }

    @Test(arguments: [
        ("2026-06-01T08:59:59Z", []),
        ("2026-06-01T09:00:00Z", ["run 2026-06-01T09:00:00Z"]),
        ("2026-06-01T09:05:00Z", ["run 2026-06-01T09:00:00Z"]),
        ("2026-06-01T09:05:01Z", ["catch-up 2026-06-01T09:00:00Z"]),
        ("2026-06-02T09:00:00Z", ["catch-up 2026-06-01T09:00:00Z"]),
        ("2026-06-02T09:00:01Z", ["skip 2026-06-01T09:00:00Z"]),
        ("2031-06-02T09:00:01Z", ["skip 2026-06-01T09:00:00Z"]),
    ])
    func `a one-time campaign counts from before it was seen, as far as its catch-up window`(
        now: String, rows: [String]
    ) throws {
        let plan = try planner(now).create(campaignId: "a", terms: terms(once("2026-06-01T09:00:00Z")))
        #expect(plan.rows == rows)
        #expect((plan.nextDue == nil) == !rows.isEmpty)
    }

    @Test
    func `spread moves a one-time campaign's instant itself`() throws {
        let moved = Schedule(rule: .once(at("2026-06-01T09:00:00Z")), spread: .minutes(7))
        let plan = try planner("2026-06-01T09:08:00Z").create(campaignId: "a", terms: terms(moved))
        #expect(plan.rows == ["run 2026-06-01T09:07:00Z"])
    }

    @Test(arguments: [DeclaredStatus.paused, .draft, .cancelled])
    func `a campaign that isn't active comes to nothing, past or future`(status: DeclaredStatus) throws {
        for schedule in [daily("09:00"), once("2026-06-01T09:00:00Z"), once("2027-01-01T00:00:00Z")] {
            let plan = try planner("2026-06-01T09:00:00Z")
                .create(campaignId: "a", terms: terms(schedule, status: status))
            #expect(plan.rows == [])
            #expect(plan.nextDue == nil)
        }
    }

    @Test
    func `what was decided before a deletion is not decided again`() throws {
        let schedule = terms(once("2026-06-01T09:00:00Z"))
        let earlier = record(schedule, through: "2026-06-01T09:00:00Z", runs: 1)
        let plan = try planner("2026-06-01T09:03:00Z").create(campaignId: "a", terms: schedule, earlier: earlier)
        #expect(plan.rows == [])
        #expect(plan.nextDue == nil)
    }

    @Test
    func `a campaign that comes back keeps the count of its runs`() throws {
        let schedule = terms(daily("09:00"), max: 3)
        let earlier = record(schedule, through: "2026-05-01T00:00:00Z", runs: 3)
        let plan = try planner("2026-06-01T09:00:00Z").create(campaignId: "a", terms: schedule, earlier: earlier)
        #expect(plan.rows == ["skip 2026-06-01T09:00:00Z"])
        #expect(plan.nextDue == nil)
    }

    @Test
    func `an unknown zone is an error and no empty plan`() {
        #expect(throws: ZoneError.self) {
            try planner("2026-06-01T09:00:00Z")
                .create(campaignId: "a", terms: terms(daily("09:00", in: "Mars/Olympus_Mons")))
        }
    }
}
