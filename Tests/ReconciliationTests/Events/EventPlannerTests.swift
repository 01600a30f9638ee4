import CampaignModel
import Reconciliation
import ScheduleEngine
import TestSupport
import Testing

/// What becomes of the messages that events owe, as tables.
struct EventPlannerTests {
    private static let now = at("2026-06-01T10:00:00Z")

    /// `user minutesLate`, one a message; the events are numbered from 1.
    private func due(_ rows: String...) -> [DueMessage] {
        rows.enumerated().map { index, row in
            let parts = row.split(separator: " ")
            return DueMessage(
                event: Int64(index + 1), userId: String(parts[0]), dueAt: Self.now - .minutes(Int64(parts[1]) ?? 0))
        }
    }

    /// `10:00:00 1,2` for a run, `skip 09:00:00 3` for what is passed over.
    private func plan(
        _ due: [DueMessage], _ policy: CatchUp.Policy = .latest, window: TimeSpan = .hours(24),
        decided: [ClosedRange<Instant>] = []
    ) -> [String] {
        let terms = terms(Schedule(rule: .triggered), policy, window: window)
        let plan = EventPlanner(terms: terms, now: Self.now).plan(due, of: "welcome") { instant in
            decided.first { $0.contains(instant) }?.upperBound
        }
        return plan.parts.map { part in
            let verdict = part.decision.verdict == .skip ? "skip " : ""
            let time = part.decision.scheduledFor.rfc3339().dropFirst(11).dropLast()
            return "\(verdict)\(time) \(part.events.map(String.init).joined(separator: ","))"
        }
    }

    @Test func `what is due in one pass is one run, of the latest due time in it`() {
        #expect(plan(due("a 4", "b 2", "c 3")) == ["09:58:00 1,3,2"])
    }

    @Test func `nothing due is nothing decided`() { #expect(plan([]).isEmpty) }

    @Test func `latest takes each user's newest alone, on time or missed`() {
        #expect(plan(due("a 3", "a 1", "b 90", "b 80")) == ["09:59:00 4,2", "skip 09:57:00 3,1"])
    }

    @Test func `latest passes over what is older than its window`() {
        #expect(plan(due("a 90"), window: .hours(1)) == ["skip 08:30:00 1"])
        #expect(plan(due("a 60"), window: .hours(1)) == ["09:00:00 1"])
    }

    @Test func `all takes everything within the window, and a user's further events are further runs`() {
        #expect(
            plan(due("a 3", "a 1", "b 2", "a 0", "b 90"), .all, window: .hours(1)) == [
                "09:58:00 3,1", "09:59:00 2", "10:00:00 4", "skip 08:30:00 5",
            ])
    }

    @Test func `skip takes what is on time, up to five minutes late`() {
        #expect(plan(due("a 5", "b 6"), .skip) == ["09:55:00 1", "skip 09:54:00 2"])
    }

    @Test func `runs of one moment are moved on by whole seconds, in the order of the events`() {
        #expect(plan(due("a 0", "a 0", "a 0"), .all) == ["10:00:00 1", "10:00:01 2", "10:00:02 3"])
    }

    @Test func `a run moves on where the campaign has one of that time, or a range over it`() {
        let run = Self.now...Self.now
        let range = (Self.now + TimeSpan(seconds: 1))...(Self.now + .minutes(5))
        #expect(plan(due("a 0"), decided: [run]) == ["10:00:01 1"])
        #expect(plan(due("a 0"), decided: [run, range]) == ["10:05:01 1"])
    }

    @Test func `two spellings of one letter are two users, as in the ledger`() {
        let composed = DueMessage(event: 1, userId: "\u{E9}", dueAt: Self.now)
        let decomposed = DueMessage(event: 2, userId: "e\u{301}", dueAt: Self.now)
        #expect(plan([composed, decomposed]) == ["10:00:00 1,2"])
    }

    @Test func `a run that is late says so`() {
        let terms = terms(Schedule(rule: .triggered))
        let plan = EventPlanner(terms: terms, now: Self.now).plan(due("a 90"), of: "w") { _ in nil }
        #expect(plan.parts.first?.decision.reason == "missed by 1h 30m")
        #expect(plan.parts.first?.decision.verdict == .event)
    }

    @Test(arguments: 0..<50)
    func `nobody is lost, and no run holds a user twice`(round: Int) {
        let seed = UInt64(round) &* 0x9E37 &+ 1
        var chance = SeededGenerator(seed: seed)
        let messages = (0..<chance.number(1...200)).map { number in
            DueMessage(
                event: Int64(number), userId: "u\(chance.number(0...20))",
                dueAt: Self.now - TimeSpan(seconds: Int64(chance.number(0...200_000))))
        }
        let policy = chance.pick([CatchUp.Policy.skip, .latest, .all])
        let plan = EventPlanner(terms: terms(Schedule(rule: .triggered), policy), now: Self.now)
            .plan(messages, of: "w") { _ in nil }
        #expect(plan.parts.flatMap(\.events).sorted() == messages.map(\.event), "seed \(seed)")
        #expect(Set(plan.parts.map(\.decision.scheduledFor)).count == plan.parts.count, "seed \(seed)")
        for part in plan.parts where part.decision.verdict.isRun {
            let users = part.events.map { messages[Int($0)].userId }
            #expect(Set(users).count == users.count, "seed \(seed)")
        }
    }
}
