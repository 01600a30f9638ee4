import CampaignModel
import GRDB
import ScheduleEngine
import StateStore
import TestSupport
import Testing

/// Tests and notices in the state file.
struct TestAndNoticeTests {
    private static let due = run(monday)
    private let bench: StateBench

    init() throws { bench = try StateBench() }

    private func begin(_ store: StateStore, _ ids: [String] = ["u1", "u2"]) throws -> CampaignTest {
        try store.beginTest(
            of: "daily-tips", to: ids.map { Enrollment(recipientId: $0, state: .pending) }, at: monday,
            isFree: { _ in true })
    }

    @Test func `a test of a campaign that no pass has seen is recorded, and tried once something was sent`() throws {
        let store = try bench.open()
        let test = try begin(store)
        #expect(test.label == "test-20260601T090000Z")
        #expect(try store.history(of: "daily-tips", limit: 10).map(\.deliveries.pending) == [2])
        #expect(try !store.wasTried("daily-tips"))
        try store.claim(test: test, recipient: "u1")
        try store.settle(test: test, recipient: "u1", as: .sent, reason: nil, wasHanded: true, refused: nil)
        #expect(try store.wasTried("daily-tips"))
        #expect(try store.triedCampaigns() == ["daily-tips"])
    }

    @Test func `what a killed test had in hand is uncertain, and the rest never left`() throws {
        let store = try bench.open()
        let test = try begin(store)
        try store.claim(test: test, recipient: "u1")
        try store.endAbandonedTests(at: monday)
        let record = try #require(try store.history(of: "daily-tips", limit: 10).first)
        #expect(record.deliveries.uncertain == 1 && record.deliveries.cancelled == 1 && record.deliveries.addsUp)
        #expect(record.status == .cancelled && record.trigger == .test)
    }

    @Test func `a label that is taken elsewhere is passed over`() throws {
        let store = try bench.open()
        _ = try begin(store)
        let next = try store.beginTest(
            of: "daily-tips", to: [], at: monday, isFree: { $0 != "test-20260601T090000Z-2" })
        #expect(next.label == "test-20260601T090000Z-3")
    }

    private func telling(_ events: Notifications) -> CampaignDeclaration {
        var declaration = Samples.declaration()
        declaration.campaign.notifications = events
        declaration.noticeChannels = [.builtInOutbox]
        return declaration
    }

    private static let boss = Notification(channels: ["outbox", "gone"], recipients: ["boss"])

    @Test func `a notice is recorded with the beginning and the end of a run, and claimed and settled once`() throws {
        let store = try bench.open()
        try store.accept(
            telling(Notifications(onStart: Self.boss, onComplete: Self.boss)),
            [Self.due])
        let key = try #require(try store.openRuns().first).key
        try store.begin(run: key, at: monday) { try $0(Enrollment(recipientId: "u1", state: .suppressed)) }
        #expect(try store.openNotices(at: monday).map(\.notice.event) == [.onStart])
        _ = try store.finish(run: key, at: monday)
        let open = try store.openNotices(at: monday)
        #expect(open.map(\.notice.event) == [.onStart, .onComplete] && open.allSatisfy { !$0.isClaimed })
        let first = try #require(open.first?.notice)
        try store.claim(notice: first.key, marker: "m")
        #expect(try store.openNotices(at: monday).first?.isClaimed == true)
        #expect(try store.openNotices(at: monday).first?.notice.marker == "m")
        try store.settle(notice: Settlement(key: first.key, state: .sent, wasHanded: true, attempts: 0), now: monday)
        #expect(try store.openNotices(at: monday).map(\.notice.event) == [.onComplete])
    }

    @Test func `a beginning that is refused leaves no notice, and its failure one`() throws {
        struct Refusal: Error {}
        let store = try bench.open()
        try store.accept(
            telling(Notifications(onStart: Self.boss, onFailure: Self.boss)),
            [Self.due])
        let key = try #require(try store.openRuns().first).key
        #expect(throws: Refusal.self) { try store.begin(run: key, at: monday) { _ in throw Refusal() } }
        #expect(try store.openNotices(at: monday).isEmpty)
        try store.fail(run: key, at: monday, reason: "no contacts")
        let notice = try #require(try store.openNotices(at: monday).first?.notice)
        #expect(notice.event == .onFailure && notice.body.contains("Reason: no contacts"))
    }

    @Test func `a notice that waits for its retry isn't handed out before`() throws {
        let store = try bench.open()
        try store.accept(
            telling(Notifications(onFailure: Self.boss)), [Self.due])
        let key = try #require(try store.openRuns().first).key
        try store.fail(run: key, at: monday, reason: "no contacts")
        let notice = try #require(try store.openNotices(at: monday).first?.notice)
        let later = monday + TimeSpan(seconds: 60)
        try store.claim(notice: notice.key, marker: nil)
        try store.settle(
            notice: Settlement(key: notice.key, state: .pending, retryAt: later, wasHanded: true, attempts: 0),
            now: monday)
        #expect(try store.openNotices(at: monday).isEmpty)
        #expect(try store.openNotices(at: later).map(\.notice.attempts) == [1])
    }
}
