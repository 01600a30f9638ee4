import CampaignModel
import Reconciliation
import ScheduleEngine
import TestSupport
import Testing

/// A change fires nothing retroactively.
struct ChangeTests {
    private func update(
        _ stored: ScheduleTerms, to declared: ScheduleTerms, from: String, now: String
    ) throws -> CampaignPlan {
        try planner(now, lastPass: from).update(record(stored, through: from), to: declared, fields: ["schedule"])
    }

    @Test
    func `only the occurrences that both declarations have are decided, the others pass by`() throws {
        let plan = try update(
            terms(daily("09:00", "10:00"), .all), to: terms(daily("10:00", "11:00"), .all),
            from: "2026-06-01T08:00:00Z", now: "2026-06-01T11:00:00Z")
        #expect(
            plan.rows == ["skip 2026-06-01T09:00:00Z", "catch-up 2026-06-01T10:00:00Z", "skip 2026-06-01T11:00:00Z"])
        #expect(Set(plan.reasons(.skip)) == ["the schedule was changed; a change fires nothing retroactively"])
        #expect(plan.change == CampaignChange(campaignId: "daily-tips", action: .update, fields: ["schedule"]))
    }

    @Test
    func `no range of what passes by reaches over an occurrence that runs`() throws {
        let plan = try update(
            terms(daily("10:00"), .all), to: terms(every(1, .hours), .all), from: "2026-06-01T08:00:00Z",
            now: "2026-06-01T12:30:00Z")
        #expect(
            plan.rows == [
                "skip 2026-06-01T09:00:00Z", "catch-up 2026-06-01T10:00:00Z",
                "skip 2026-06-01T11:00:00Z…2026-06-01T12:00:00Z ×2",
            ])
    }

    @Test
    func `what passes by among skipped ones is one range with them, and says both reasons`() throws {
        let plan = try update(
            terms(daily("12:00")), to: terms(every(6, .hours)), from: "2026-05-01T00:00:00Z",
            now: "2026-06-01T00:00:00Z")
        #expect(
            plan.rows == [
                "skip 2026-05-01T06:00:00Z…2026-05-31T06:00:00Z ×121", "catch-up 2026-05-31T12:00:00Z",
                "skip 2026-05-31T18:00:00Z…2026-06-01T00:00:00Z ×2",
            ])
        let changed = "the schedule was changed; a change fires nothing retroactively"
        let older = "catchUp latest takes only the newest that is due, within 1d"
        #expect(plan.reasons(.skip) == ["\(changed); or \(older)", changed])
    }

    @Test
    func `another message at the same times changes nothing of the times`() throws {
        let same = terms(every(1, .hours), .all)
        let plan = try update(same, to: same, from: "2026-06-01T00:00:00Z", now: "2026-06-01T02:01:00Z")
        #expect(plan.rows == ["catch-up 2026-06-01T01:00:00Z", "run 2026-06-01T02:00:00Z"])
    }

    @Test
    func `a new zone moves the hour from now on and repeats nothing`() throws {
        let plan = try update(
            terms(daily("09:00", in: "America/New_York"), .all), to: terms(daily("09:00", in: "Europe/Berlin"), .all),
            from: "2026-06-01T06:59:00Z", now: "2026-06-01T13:00:00Z")
        #expect(plan.rows == ["skip 2026-06-01T07:00:00Z…2026-06-01T13:00:00Z ×2"])
        #expect(plan.nextDue == at("2026-06-02T07:00:00Z"))
    }

    @Test(
        arguments: [
            (.active, .paused, .pause, "the campaign was paused before it ran"),
            (.active, .cancelled, .cancel, "the campaign was cancelled before it ran"),
            (.active, .draft, .update, "the campaign became a draft before it ran"),
            (.paused, .active, .resume, "it passed while the campaign was paused"),
            (.draft, .active, .update, "it passed before the campaign was active"),
            (.cancelled, .active, .update, "it passed before the campaign was active"),
        ] as [(DeclaredStatus, DeclaredStatus, CampaignChange.Action, String)])
    func `a change of status lets pass by what came due since the last pass`(
        before: DeclaredStatus, after: DeclaredStatus, action: CampaignChange.Action, reason: String
    ) throws {
        let plan = try update(
            terms(every(1, .hours), status: before, .all), to: terms(every(1, .hours), status: after, .all),
            from: "2026-06-01T00:00:00Z", now: "2026-06-01T03:00:00Z")
        #expect(plan.rows == ["skip 2026-06-01T01:00:00Z…2026-06-01T03:00:00Z ×3"])
        #expect(plan.reasons(.skip) == [reason])
        #expect(plan.change?.action == action)
        #expect(plan.nextDue == (after == .active ? at("2026-06-01T04:00:00Z") : nil))
        #expect((plan.cancelOpenRuns != nil) == (after == .cancelled))
    }

    @Test
    func `what passes by while a campaign stays paused is not recorded, and a resume catches none of it up`() throws {
        let paused = terms(every(1, .hours), status: .paused, .all)
        let still = try planner("2026-06-03T00:00:00Z", lastPass: "2026-06-02T23:59:00Z")
            .proceed(record(paused, through: "2026-06-01T00:00:00Z"))
        #expect(still.rows == [])
        #expect(still.nextDue == nil)
        // The campaign's own mark is old; the last pass says how much of the pause is history.
        let resumed = try planner("2026-06-03T00:02:00Z", lastPass: "2026-06-02T22:30:00Z").update(
            record(paused, through: "2026-06-01T00:00:00Z"), to: terms(every(1, .hours), .all), fields: ["status"])
        #expect(resumed.rows == ["skip 2026-06-02T23:00:00Z…2026-06-03T00:00:00Z ×2"])
        #expect(resumed.nextDue == at("2026-06-03T01:00:00Z"))
    }

    @Test
    func `pausing and resuming between two passes pauses nothing`() throws {
        let active = terms(every(1, .hours), .all)
        let plan = try planner("2026-06-01T01:00:00Z", lastPass: "2026-06-01T00:00:00Z")
            .proceed(record(active, through: "2026-06-01T00:00:00Z"))
        #expect(plan.rows == ["run 2026-06-01T01:00:00Z"])
        #expect(plan.change == nil)
    }

    @Test
    func `a change of a paused campaign is an update that decides nothing`() throws {
        let plan = try update(
            terms(daily("09:00"), status: .paused), to: terms(daily("10:00"), status: .paused),
            from: "2026-06-01T00:00:00Z", now: "2026-06-02T00:00:00Z")
        #expect(plan.rows == [])
        #expect(plan.change?.action == .update)
    }

    @Test
    func `a deleted campaign ends what is open and records what it still owed`() throws {
        let plan = try planner("2026-06-01T03:00:00Z", lastPass: "2026-06-01T00:00:00Z")
            .delete(record(terms(every(1, .hours), .all), through: "2026-06-01T00:00:00Z", open: 1))
        #expect(plan.rows == ["skip 2026-06-01T01:00:00Z…2026-06-01T03:00:00Z ×3"])
        #expect(plan.reasons(.skip) == ["the campaign's file was deleted before it ran"])
        #expect(plan.cancelOpenRuns == "the campaign's file was deleted")
        #expect(plan.nextDue == nil)
        #expect(plan.change?.action == .delete)
    }

    @Test
    func `a clock that jumps backwards repeats nothing, and time goes on where it was`() throws {
        let hourly = terms(every(1, .hours), .all)
        let before = record(hourly, through: "2026-06-01T12:00:00Z")
        let jumped = try planner("2026-06-01T02:00:00Z", lastPass: "2026-06-01T12:00:00Z").proceed(before)
        #expect(jumped.rows == [])
        #expect(jumped.evaluatedThrough == at("2026-06-01T12:00:00Z"))
        #expect(jumped.nextDue == at("2026-06-01T13:00:00Z"))
        let changed = try planner("2026-06-01T02:00:00Z", lastPass: "2026-06-01T12:00:00Z")
            .update(before, to: terms(every(2, .hours)), fields: [])
        #expect(changed.rows == [])
        #expect(changed.evaluatedThrough == at("2026-06-01T12:00:00Z"))
        let gone = try planner("2026-06-01T02:00:00Z", lastPass: "2026-06-01T12:00:00Z").delete(before)
        #expect(gone.evaluatedThrough == at("2026-06-01T12:00:00Z"))
        let back = try planner("2026-06-01T03:00:00Z", lastPass: "2026-06-01T12:00:00Z")
            .create(campaignId: "daily-tips", terms: hourly, earlier: before)
        #expect(back.rows == [])
        #expect(back.nextDue == at("2026-06-01T13:00:00Z"))
    }
}
