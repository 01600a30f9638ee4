import CampaignModel
import ScheduleEngine
import StateStore
import TestSupport
import Testing

/// What people are shown of what went wrong: the last time of each campaign, and why.
@Suite struct TroubledCampaignTests {
    private let bench: StateBench

    init() throws { bench = try StateBench() }

    private func failure(_ delivery: ClaimedDelivery, _ reason: String) -> Settlement {
        Settlement(key: delivery.key, state: .failed, reason: reason, wasHanded: true, attempts: delivery.attempts)
    }

    /// Ends a run of four: two go without for one reason, one for another.
    private func fail(_ store: StateStore, _ run: Int64, at now: Instant) throws {
        let all = try store.claim(run: run, limit: 4, now: now, marker: nil)
        let failures = zip(all, ["mailbox full", "blocked", "mailbox full"]).map { failure($0, $1) }
        try store.settle(run: run, failures + [sent(all[3])], now: now)
        #expect(try store.finish(run: run, at: now) == .partial)
    }

    @Test func `the newest failure stands for its campaign, with how many there were and why`()
        throws
    {
        let store = try bench.open()
        try fail(store, try store.beginRun(pending(4)), at: monday)
        let later = monday + .days(1)
        try store.decide([run(later)], now: later)
        let open = try #require(try store.openRuns().first)
        try store.begin(run: open.key, at: later) { enroll in for one in pending(4) { try enroll(one) } }
        try fail(store, open.key, at: later)

        let found = try store.troubledCampaigns(since: monday - .days(1), limit: 10)
        #expect(found.map(\.newest.scheduledFor) == [later])
        #expect(found.map(\.runs) == [2])
        #expect(found.first?.reasons.map(\.text) == ["mailbox full", "blocked"])
        #expect(found.first?.reasons.map(\.count) == [2, 1])
        #expect(try store.troubledCampaigns(since: monday, limit: 10).map(\.runs) == [1])
        #expect(try store.troubledCampaigns(since: later, limit: 10).isEmpty)
        #expect(try store.troubledCampaigns(since: monday - .days(1), limit: 0).isEmpty)
    }

    @Test func `a run that reached all is no trouble, and neither is one of a deleted campaign`() throws {
        let store = try bench.open()
        let first = try store.beginRun(pending(1))
        try store.settle(
            run: first, try store.claim(run: first, limit: 1, now: monday, marker: nil).map(sent), now: monday)
        _ = try store.finish(run: first, at: monday)
        #expect(try store.troubledCampaigns(since: monday - .days(1), limit: 10).isEmpty)

        let later = monday + .days(1)
        try store.decide([run(later)], now: later)
        let open = try #require(try store.openRuns().first)
        try store.begin(run: open.key, at: later) { enroll in for one in pending(4) { try enroll(one) } }
        try fail(store, open.key, at: later)
        #expect(try store.troubledCampaigns(since: monday, limit: 10).count == 1)
        try store.decide([], now: later, action: .delete)
        #expect(try store.troubledCampaigns(since: monday, limit: 10).isEmpty)
    }
}
