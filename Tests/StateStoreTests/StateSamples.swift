import CampaignModel
import GRDB
import Reconciliation
import ScheduleEngine
import StateStore
import TestSupport

/// A state file in a folder of its own, and short ways to tell it things.
final class StateBench: Sendable {
    let folder: TemporaryFolder
    var path: String { folder.file("state.db") }

    init() throws { folder = try TemporaryFolder() }

    func open() throws -> StateStore { try StateStore(path: path) }

    /// Another program's connection to the same file.
    func raw() throws -> DatabaseQueue { try DatabaseQueue(path: path) }
}

let monday = at("2026-06-01T09:00:00Z")

extension StateStore {
    /// Accepts a campaign and records what was decided of it.
    func accept(
        _ declaration: CampaignDeclaration = Samples.declaration(), _ decisions: [OccurrenceDecision] = [],
        now: Instant = monday, nextDue: Instant? = nil, action: CampaignChange.Action = .create
    ) throws {
        var commit = PassCommit(now: now)
        let id = declaration.campaign.campaignId
        let change = CampaignChange(campaignId: id, action: action)
        commit.plans = [
            CampaignPlan(
                campaignId: id, change: change, decisions: decisions, evaluatedThrough: now, nextDue: nextDue)
        ]
        let terms = ScheduleTerms(declaration)
        commit.acceptances[id] = PassCommit.Acceptance(try EncodedDeclaration(declaration), terms: terms)
        try apply(commit)
    }

    /// Records what a later pass decided of a campaign in force.
    func decide(
        _ decisions: [OccurrenceDecision], of id: String = "daily-tips", now: Instant = monday, cancel: String? = nil,
        action: CampaignChange.Action? = nil
    ) throws {
        var commit = PassCommit(now: now)
        commit.plans = [
            CampaignPlan(
                campaignId: id, change: action.map { CampaignChange(campaignId: id, action: $0) }, decisions: decisions,
                evaluatedThrough: now, nextDue: nil, cancelOpenRuns: cancel)
        ]
        try apply(commit)
    }

    /// A beginning that no guard stops.
    func begin(run: Int64, at now: Instant, enroll: ((Enrollment) throws -> Void) throws -> Void) throws {
        try begin(run: run, at: now, enroll: enroll, accept: { _, _ in })
    }

    /// A claim that no hourly limit holds back.
    func claim(run: Int64, limit: Int, now: Instant, marker: String?) throws -> [ClaimedDelivery] {
        try claim(run: run, limit: limit, now: now, marker: marker, credit: nil, settling: [])
    }

    /// A campaign with one run that has begun with these recipients; gives the run's key.
    func beginRun(_ enrollments: [Enrollment], now: Instant = monday) throws -> Int64 {
        try accept(decisions: [run(now)])
        guard let open = try openRuns().first else { throw StateError.failed(path: path, reason: "no run is open") }
        try begin(run: open.key, at: now) { enroll in for one in enrollments { try enroll(one) } }
        return open.key
    }

    private func accept(decisions: [OccurrenceDecision]) throws { try accept(Samples.declaration(), decisions) }
}

func run(_ instant: Instant) -> OccurrenceDecision { OccurrenceDecision(verdict: .run, scheduledFor: instant) }

func skip(_ first: Instant, through last: Instant, count: Int) -> OccurrenceDecision {
    OccurrenceDecision(verdict: .skip, reason: "missed", scheduledFor: first, last: last, count: count)
}

func pending(_ count: Int, fields: [String: JSONValue] = [:]) -> [Enrollment] {
    (0..<count).map { Enrollment(recipientId: "u\($0)", state: .pending, fields: fields) }
}

func sent(_ delivery: ClaimedDelivery) -> Settlement {
    Settlement(key: delivery.key, state: .sent, wasHanded: true, attempts: delivery.attempts)
}

func retry(_ delivery: ClaimedDelivery, at instant: Instant) -> Settlement {
    Settlement(
        key: delivery.key, state: .pending, reason: "busy", retryAt: instant, wasHanded: true,
        attempts: delivery.attempts)
}
