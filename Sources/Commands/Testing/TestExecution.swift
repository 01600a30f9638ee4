import Audience
import CampaignModel
import Delivery
import Runner
import ScheduleEngine
import StateStore

/// Performs a test: picks whom it goes to, records them, sends.
struct TestExecution {
    let tree: TreeOptions
    let campaignId: String
    /// Empty: the first of the audience.
    let users: [String]
    let most: Int

    func perform() async throws -> TestReport {
        let facts = PassFacts.looking(tree)
        // Asked before anything is made: a mistyped id must not leave a state file behind.
        let catalog = CampaignCatalog(
            facts: facts, recorded: tree.view ?? NothingRecorded(), takesAllAsTried: true)
        let declaration = try catalog.entry(campaignId).declaration
        let composer = try MessageComposer(declaration: declaration, scheduledFor: facts.now)
        let store = try StateStore(path: tree.statePath)
        try store.endAbandonedTests(at: facts.now)
        if let hold = try store.hold(of: declaration.channel.id, at: facts.now) {
            let reason = hold.reason.map { ": \($0)" } ?? ", by its limit a second"
            throw TestRefusal(
                description: "the channel '\(declaration.channel.id)' takes nothing until \(hold.until)\(reason)")
        }
        let recipients = try recipients(of: declaration, store: store, facts: facts)
        let outfitter = Outfitter(root: facts.root, stateFolder: tree.stateFolder)
        let result: Result<TestReport, any Error>
        do {
            let test = try store.beginTest(
                of: campaignId, to: recipients, at: facts.now,
                isFree: { outfitter.isFree($0, on: declaration.channel, campaignId: campaignId) })
            result = .success(
                try await send(
                    test, to: recipients, declaration, composer: composer, store: store, outfitter: outfitter))
        } catch { result = .failure(error) }
        await outfitter.close()
        return try result.get()
    }

    private func send(
        _ test: CampaignTest, to recipients: [Enrollment], _ declaration: CampaignDeclaration,
        composer: MessageComposer, store: StateStore, outfitter: Outfitter
    ) async throws -> TestReport {
        let clock: any PassClock = tree.now.map { RehearsalClock(instant: $0) } ?? SystemClock()
        let wanted = recipients.filter { $0.state == .pending }
        let deliveries = wanted.enumerated().map { index, one in
            ClaimedDelivery(
                key: Int64(index), recipientId: one.recipientId, variation: one.variation, fields: one.fields,
                attempts: 0)
        }
        var results: [TestSender.Result] = []
        if deliveries.isEmpty {
            try store.finish(test: test, at: clock.now())
        } else {
            results = try await TestSender(
                ledger: store, clock: clock, composer: composer,
                channel: channel(test, declaration, store: store, outfitter: outfitter, deliveries, clock: clock),
                declaration: declaration.channel
            ).send(test, to: deliveries)
        }
        return report(test, recipients, results, channel: declaration.channel.id)
    }

    /// A channel that can't be opened fails everybody, in the history too.
    private func channel(
        _ test: CampaignTest, _ declaration: CampaignDeclaration, store: StateStore, outfitter: Outfitter,
        _ deliveries: [ClaimedDelivery], clock: any PassClock
    ) throws -> ChannelPort {
        do {
            return try outfitter.channel(declaration.channel, campaignId: campaignId, file: test.label)
        } catch {
            for one in deliveries {
                try store.settle(
                    test: test, recipient: one.recipientId, as: .failed, reason: "\(error)", wasHanded: false,
                    refused: nil)
            }
            try store.finish(test: test, at: clock.now())
            throw error
        }
    }

    /// In the order that was asked for, or that of the audience.
    private func recipients(
        of declaration: CampaignDeclaration, store: StateStore, facts: PassFacts
    ) throws -> [Enrollment] {
        struct Enough: Error {}
        var found: [String: Enrollment] = [:]
        var order: [String] = []
        let wanted = Set(users)
        do {
            try store.admitting(to: declaration, at: facts.now) { admit in
                try facts.reading(declaration) { enroller in
                    try enroller.forEach { candidate in
                        let id = candidate.recipientId
                        guard found[id] == nil, wanted.isEmpty || wanted.contains(id) else { return }
                        let one = try admit(candidate)
                        guard !wanted.isEmpty || one.state == .pending else { return }
                        found[id] = one
                        order.append(id)
                        if order.count == (wanted.isEmpty ? most : wanted.count) { throw Enough() }
                    }
                }
            }
        } catch is Enough {}
        guard !wanted.isEmpty else {
            guard !order.isEmpty else {
                throw TestRefusal(
                    description: "nobody in the audience of '\(campaignId)' would get it; 'campanile why' says why not")
            }
            return order.compactMap { found[$0] }
        }
        var asked: Set<String> = []
        let inOrder = users.filter { asked.insert($0).inserted }
        if let stranger = inOrder.first(where: { found[$0] == nil }) {
            throw TestRefusal(
                description: "'\(stranger)' is not in the audience of '\(campaignId)', so nothing was sent; "
                    + "'campanile why \(campaignId) \(stranger)' says why")
        }
        return inOrder.compactMap { found[$0] }
    }

    private func report(
        _ test: CampaignTest, _ recipients: [Enrollment], _ results: [TestSender.Result], channel: String
    ) -> TestReport {
        var refusals = recipients.filter { $0.state != .pending }.map { one in
            one.state == .holdout
                ? TestReport.Refusal(recipientId: one.recipientId, what: "held out", reason: "targetAudience.holdout")
                : TestReport.Refusal(recipientId: one.recipientId, what: "suppressed", reason: one.reason)
        }
        refusals += results.filter { $0.state != .sent }.map {
            TestReport.Refusal(
                recipientId: $0.recipientId, what: $0.state == .uncertain ? "uncertain" : "failed", reason: $0.reason)
        }
        return TestReport(
            test: test, channel: channel, sent: results.count { $0.state == .sent }, refusals: refusals)
    }
}

struct TestRefusal: CommandRefusal {
    var description: String
}
