import CampaignModel
import Reconciliation
import ScheduleEngine
import TestSupport
import Testing

/// `schedule.overlap`: an occurrence comes due while a run of an earlier pass is still open.
struct OverlapTests {
    private func plan(_ overlap: OverlapMode, open: Int, waiting: Int, max: Int? = nil) throws -> CampaignPlan {
        let hourly = terms(every(1, .hours), .all, overlap: overlap, max: max)
        return try planner("2026-06-01T02:00:00Z", lastPass: "2026-06-01T00:00:00Z")
            .proceed(record(hourly, through: "2026-06-01T00:00:00Z", runs: 1, open: open, waiting: waiting))
    }

    private static let one = "2026-06-01T01:00:00Z"
    private static let queued = "one run already waits behind the open one (overlap queue)"
    private static let two = "2026-06-01T02:00:00Z"

    @Test(arguments: OverlapMode.allCases)
    func `where no run is open, occurrences caught up together simply follow one another`(overlap: OverlapMode) throws {
        let plan = try plan(overlap, open: 0, waiting: 0)
        #expect(plan.rows == ["catch-up \(Self.one)", "run \(Self.two)"])
        #expect(plan.cancelOpenRuns == nil)
    }

    @Test(
        arguments: [
            (.skip, 0, ["skip \(one)…\(two) ×2"], "an earlier run is still open (overlap skip)"),
            (.queue, 0, ["catch-up \(one)", "skip \(two)"], queued),
            (.queue, 1, ["skip \(one)…\(two) ×2"], queued),
            (.replace, 0, ["catch-up \(one)", "run \(two)"], nil),
            (.allow, 0, ["catch-up \(one)", "run \(two)"], nil),
        ] as [(OverlapMode, Int, [String], String?)])
    func `an open run is kept out of the way as declared`(
        overlap: OverlapMode, waiting: Int, rows: [String], reason: String?
    ) throws {
        let plan = try plan(overlap, open: 1 + waiting, waiting: waiting)
        #expect(plan.rows == rows)
        #expect(Set(plan.reasons(.skip)) == Set([reason].compactMap(\.self)))
        #expect((plan.cancelOpenRuns != nil) == (overlap == .replace))
    }

    @Test
    func `an open run is not replaced by an occurrence that doesn't run`() throws {
        let plan = try plan(.replace, open: 1, waiting: 0, max: 1)
        #expect(plan.rows == ["skip \(Self.one)…\(Self.two) ×2"])
        #expect(plan.cancelOpenRuns == nil)
    }

    @Test
    func `what overlap skips is no run, so that maxOccurrences lets a later one go`() throws {
        let plan = try plan(.skip, open: 1, waiting: 0, max: 2)
        #expect(plan.rows == ["skip \(Self.one)…\(Self.two) ×2"])
        #expect(plan.nextDue == at("2026-06-01T03:00:00Z"))
    }
}
