import CampaignModel
import Reconciliation
import ScheduleEngine
import TestSupport
import Testing

/// What running the past does to what is recorded of it.
struct BackfillTests {
    private let hourly = CompiledSchedule(every(1, .hours), zone: .utc)

    private func row(
        _ key: Int64, _ verdict: OccurrenceDecision.Verdict, _ first: String, _ last: String? = nil, count: Int = 1
    ) -> Backfill.Recorded {
        Backfill.Recorded(
            key: key,
            decision: OccurrenceDecision(
                verdict: verdict, reason: "because", scheduledFor: at(first), last: last.map(at), count: count))
    }

    private func text(_ decisions: [OccurrenceDecision]) -> [String] {
        decisions.map { "\($0.scheduledFor.rfc3339())…\($0.last.rfc3339()) ×\($0.count)" }
    }

    @Test
    func `what has run or is to run is left alone, whatever came of it`() {
        let backfill = Backfill(
            [at("2026-06-01T01:00:00Z"), at("2026-06-01T02:00:00Z"), at("2026-06-01T03:00:00Z")], of: hourly,
            recorded: [
                row(1, .run, "2026-06-01T01:00:00Z"), row(2, .backfill, "2026-06-01T02:00:00Z"),
            ])
        #expect(backfill.runs == [at("2026-06-01T03:00:00Z")])
        #expect(backfill.alreadyDecided == 2)
        #expect(backfill.splits == [])
    }

    @Test
    func `a folded range is split around what runs of it`() {
        let backfill = Backfill(
            [at("2026-06-01T03:00:00Z"), at("2026-06-01T04:00:00Z")], of: hourly,
            recorded: [row(7, .skip, "2026-06-01T01:00:00Z", "2026-06-01T06:00:00Z", count: 6)])
        #expect(backfill.runs.count == 2)
        #expect(backfill.splits.map(\.key) == [7])
        #expect(
            backfill.splits.flatMap { text($0.rest) } == [
                "2026-06-01T01:00:00Z…2026-06-01T02:00:00Z ×2", "2026-06-01T05:00:00Z…2026-06-01T06:00:00Z ×2",
            ])
        #expect(backfill.splits.flatMap(\.rest).allSatisfy { $0.reason == "because" && $0.verdict == .skip })
    }

    @Test
    func `a range that runs whole leaves nothing behind`() {
        let backfill = Backfill(
            [at("2026-06-01T01:00:00Z"), at("2026-06-01T02:00:00Z")], of: hourly,
            recorded: [row(7, .skip, "2026-06-01T01:00:00Z", "2026-06-01T02:00:00Z", count: 2)])
        #expect(backfill.splits.map(\.rest) == [[]])
    }

    @Test
    func `a range of another schedule keeps its count`() {
        // Folded when the campaign ran each half an hour: 11 of them, none of which is at stake but three o'clock's.
        let backfill = Backfill(
            [at("2026-06-01T03:00:00Z")], of: hourly,
            recorded: [row(7, .skip, "2026-06-01T01:00:00Z", "2026-06-01T06:00:00Z", count: 11)])
        #expect(backfill.splits.flatMap(\.rest).reduce(0) { $0 + $1.count } == 11)
        #expect(
            backfill.splits.flatMap { text($0.rest) } == [
                "2026-06-01T01:00:00Z…2026-06-01T02:59:59Z ×4", "2026-06-01T03:00:01Z…2026-06-01T06:00:00Z ×7",
            ])
        // Nothing of it is lost, either, where the present schedule has nothing else in that time.
        let rare = CompiledSchedule(daily("03:00"), zone: .utc)
        let one = Backfill(
            [at("2026-06-01T03:00:00Z")], of: rare,
            recorded: [row(7, .skip, "2026-06-01T01:10:00Z", "2026-06-01T06:00:00Z", count: 30)])
        #expect(one.splits.flatMap(\.rest).reduce(0) { $0 + $1.count } == 30)
    }
}
