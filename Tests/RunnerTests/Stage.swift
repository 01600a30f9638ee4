import CampaignModel
import Runner
import ScheduleEngine
import Synchronization
import TestSupport

/// A runner with everything around it made of memory: an audience a campaign, a channel that does as it is told, and a
/// clock that goes on only when somebody moves it.
final class Stage: RunOutfitter, PassClock {
    struct Trouble: Error, CustomStringConvertible {
        var description: String
    }

    let ledger = MemoryLedger()

    private struct State {
        var now = at("2026-06-01T09:00:00Z")
        var elapsed = Duration.zero
        var isStopped = false
        var audiences: [String: [Enrollment]] = [:]
        var delivered: [String] = []
        var tries: [String: Int] = [:]
        var batches: [String] = []
        var recovered: [String] = []
        var troubled: Set<String> = []
        var incomposable: Set<String> = []
        var answer: @Sendable (Message, Int) -> Outcome = { _, _ in .sent }
        var recovery: @Sendable (Message) -> Recovery = { _ in .neverLeft }
        var afterBatch: @Sendable (Stage) -> Void = { _ in }
        var concurrency: Int?
        var underWay = 0
        var mostUnderWay = 0
        var sentAt: [Duration] = []
    }
    private let state = Mutex(State())

    // MARK: What a test arranges

    func audience(_ campaignId: String, _ recipients: [String]) {
        audience(campaignId, recipients.map { Enrollment(recipientId: $0, state: .pending) })
    }

    func audience(_ campaignId: String, _ enrollments: [Enrollment]) {
        state.withLock { $0.audiences[campaignId] = enrollments }
    }

    func audience(_ campaignId: String, count: Int) { audience(campaignId, (0..<count).map { "u\($0)" }) }

    /// What the channel says to a message at its n-th try (from 1) among all of that recipient's tries.
    func answer(_ body: @escaping @Sendable (Message, Int) -> Outcome) { state.withLock { $0.answer = body } }
    func recovery(_ body: @escaping @Sendable (Message) -> Recovery) { state.withLock { $0.recovery = body } }
    func afterBatch(_ body: @escaping @Sendable (Stage) -> Void) { state.withLock { $0.afterBatch = body } }
    func trouble(_ place: String) { state.withLock { _ = $0.troubled.insert(place) } }
    func mend(_ place: String) { state.withLock { _ = $0.troubled.remove(place) } }
    func refuse(toCompose recipient: String) { state.withLock { _ = $0.incomposable.insert(recipient) } }
    /// The channel takes one message at a time, so many at once.
    func takeMessages(concurrency: Int) { state.withLock { $0.concurrency = concurrency } }
    func stop() { state.withLock { $0.isStopped = true } }
    func advance(_ seconds: Int64) {
        state.withLock {
            $0.now = $0.now + TimeSpan(seconds: seconds)
            $0.elapsed += .seconds(seconds)
        }
    }

    // MARK: What came of it

    /// `campaign/recipient`, in the order the channel got them.
    var delivered: [String] { state.withLock { $0.delivered } }
    /// The campaign of each batch, in order.
    var batches: [String] { state.withLock { $0.batches } }
    var recovered: [String] { state.withLock { $0.recovered } }
    /// The most messages that were in the channel's hands at one time.
    var mostUnderWay: Int { state.withLock { $0.mostUnderWay } }
    /// When each message was handed to the channel, since the pass began.
    var sentAt: [Duration] { state.withLock { $0.sentAt } }

    @discardableResult
    func execute(
        only: Set<String>? = nil, deadline: Duration? = nil, reconcile: () throws -> Void = {},
        hasMore: () -> Bool = { false }
    ) async throws -> RunnerReport {
        let runner = Runner(
            ledger: ledger, outfitter: self, clock: self, zones: TestZones(), deadline: deadline,
            isStopped: { self.state.withLock { $0.isStopped } })
        return try await runner.execute(only: only, reconcile: reconcile, hasMore: hasMore, progress: { _ in })
    }

    // MARK: Ports

    func now() -> Instant { state.withLock { $0.now } }
    func elapsed() -> Duration { state.withLock { $0.elapsed } }
    func sleep(for duration: Duration) async { state.withLock { $0.elapsed += max(duration, .zero) } }

    func audience(for declaration: CampaignDeclaration, at now: Instant) -> any AudiencePort {
        Crowd(stage: self, campaignId: declaration.campaign.campaignId)
    }

    func audience(for declaration: CampaignDeclaration, events: [Event], at now: Instant) -> any AudiencePort {
        Crowd(stage: self, campaignId: declaration.campaign.campaignId, users: events.map(\.userId))
    }

    func composer(for declaration: CampaignDeclaration, scheduledFor: Instant) throws -> any ComposerPort {
        Writer(stage: self, campaignId: declaration.campaign.campaignId, scheduledFor: scheduledFor)
    }

    func channel(for declaration: CampaignDeclaration, scheduledFor: Instant) throws -> ChannelPort {
        try check("open")
        guard let concurrency = state.withLock({ $0.concurrency }) else { return .batches(Wire(stage: self)) }
        return .messages(Line(stage: self, concurrency: concurrency))
    }

    private func check(_ place: String) throws {
        if state.withLock({ $0.troubled.contains(place) }) { throw Trouble(description: "no \(place)") }
    }

    private struct Crowd: AudiencePort {
        let stage: Stage
        let campaignId: String
        var users: [String]?

        func forEach(_ enroll: (Enrollment) throws -> Void) throws {
            for user in users ?? [] { try enroll(Enrollment(recipientId: user, state: .pending)) }
            guard users == nil else { return }
            for one in stage.state.withLock({ $0.audiences[campaignId] ?? [] }) { try enroll(one) }
            try stage.check("audience")
        }
    }

    private struct Writer: ComposerPort {
        let stage: Stage
        let campaignId: String
        let scheduledFor: Instant

        func compose(_ delivery: ClaimedDelivery) -> Result<Message, CompositionFailure> {
            if stage.state.withLock({ $0.incomposable.contains(delivery.recipientId) }) {
                return .failure(CompositionFailure(reason: "lacks a name"))
            }
            return .success(
                Message(
                    idempotencyKey: delivery.recipientId, campaignId: campaignId, scheduledFor: scheduledFor,
                    recipientId: delivery.recipientId, address: delivery.recipientId, variation: nil,
                    templateId: "hello", subject: nil, text: "Hi",
                    html: nil))
        }
    }

    private struct Line: MessageChannel {
        let stage: Stage
        let concurrency: Int

        func deliver(_ message: Message) async -> Outcome {
            let name = "\(message.campaignId)/\(message.recipientId)"
            stage.state.withLock { state in
                state.underWay += 1
                state.mostUnderWay = max(state.mostUnderWay, state.underWay)
                state.sentAt.append(state.elapsed)
            }
            // Others get a chance to be under way meanwhile.
            for _ in 0..<5 { await Task.yield() }
            return stage.state.withLock { state in
                state.underWay -= 1
                state.delivered.append(name)
                state.tries[name, default: 0] += 1
                return state.answer(message, state.tries[name] ?? 0)
            }
        }
    }

    private struct Wire: BatchChannel {
        let stage: Stage

        func prepare() throws -> String? {
            try stage.check("prepare")
            return "mark"
        }

        func deliver(_ messages: [Message]) async -> [Outcome] {
            let outcomes = stage.state.withLock { state in
                state.batches.append(messages.first?.campaignId ?? "")
                state.sentAt += messages.map { _ in state.elapsed }
                return messages.map { message in
                    let name = "\(message.campaignId)/\(message.recipientId)"
                    state.delivered.append(name)
                    state.tries[name, default: 0] += 1
                    return state.answer(message, state.tries[name] ?? 0)
                }
            }
            stage.state.withLock({ $0.afterBatch })(stage)
            return outcomes
        }

        func recover(_ messages: [Message], marker: String?) throws -> [Recovery] {
            try stage.check("recover")
            return stage.state.withLock { state in
                state.recovered += messages.map { "\($0.recipientId) \(marker ?? "")" }
                return messages.map(state.recovery)
            }
        }
    }
}

func campaign(
    _ id: String, expireAfter: TimeSpan? = nil, messagesPerSecond: Double? = nil
) -> CampaignDeclaration {
    var campaign = Samples.campaign(id)
    campaign.deliverySettings.expireAfter = expireAfter
    var declaration = Samples.declaration(campaign)
    declaration.channel.messagesPerSecond = messagesPerSecond
    return declaration
}

let nine = at("2026-06-01T09:00:00Z")
