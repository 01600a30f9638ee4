import CampaignModel
import Reconciliation
import ScheduleEngine

/// Keeps a channel busy: as many messages under way as it takes at once, each claimed durably before it goes and settled
/// after. What comes back makes room for the next; nobody waits for the slowest of a batch.
struct MessageStream {
    let session: RunSession
    let channel: any MessageChannel
    let clock: any PassClock

    /// A slower answer isn't waited for by those that are there.
    private static let patience = Duration.milliseconds(10)

    /// - Parameters:
    ///   - pace: the channel's limit a second, shared by its campaigns; nil: none.
    ///   - goesOn: asked before more is claimed. Once it says no, what is under way is waited for and settled.
    ///   - progress: told whenever something is settled.
    /// - Throws: what the ledger throws. What is under way comes to its end, and is left claimed: the next pass knows
    ///   that nobody knows.
    nonisolated(nonsending) func run(
        pace: inout Pace?, goesOn: () throws -> Bool, progress: () throws -> Void
    ) async throws -> RunSession.BatchEnd {
        // Not a group that throws: it would break off what is under way.
        try await withDiscardingTaskGroup(returning: Result<RunSession.BatchEnd, any Error>.self) { group in
            do {
                let end = try await feed(group: &group, pace: &pace, goesOn: goesOn, progress: progress)
                // Nothing is under way any more but those who would have woken somebody up.
                group.cancelAll()
                return .success(end)
            } catch {
                return .failure(error)
            }
        }.get()
    }

    private nonisolated(nonsending) func feed(
        group: inout DiscardingTaskGroup, pace: inout Pace?, goesOn: () throws -> Bool, progress: () throws -> Void
    ) async throws -> RunSession.BatchEnd {
        let box = AnswerBox()
        var underWay = 0
        var end: RunSession.BatchEnd?
        while true {
            if end == nil, try !goesOn() { end = .more }
            var isPaced = false
            if end == nil {
                let room = channel.concurrency - underWay
                let allowed = min(room, pace?.available(at: clock.elapsed()) ?? room)
                isPaced = allowed < room
                let taken = allowed > 0 ? try session.take(atMost: allowed, batch: allowed, now: clock.now()) : nil
                if let taken {
                    try session.spend(taken.messages.count, of: &pace, now: clock.now())
                    for (delivery, message) in taken.messages {
                        send(message, delivery, box: box, group: &group)
                    }
                    underWay += taken.messages.count
                    if taken.claimed == 0 { end = .idle }
                    // All of them stay unsent: whoever is behind them may go.
                    if taken.messages.isEmpty, taken.claimed > 0 { continue }
                }
            }
            if underWay == 0 {
                if let end { return end }
                if let pace, let hold = await clock.wait(for: pace) { return .held(hold) }
                continue
            }
            if isPaced, end == nil, let pace, clock.comesSoon(pace) { wake(box, at: pace.next, group: &group) }
            let arrived = await box.take(min(underWay, max(1, channel.concurrency / 4)))
            underWay -= arrived.count
            guard !arrived.isEmpty else { continue }
            let stopped = try session.settle(arrived, now: clock.now())
            if let stopped, !(end?.isStop ?? false) { end = stopped }
            try progress()
        }
    }

    private func send(
        _ message: Message, _ delivery: ClaimedDelivery, box: AnswerBox, group: inout DiscardingTaskGroup
    ) {
        group.addTask { [channel, clock] in
            let outcome = await channel.deliver(message)
            let group = box.put(Answer(delivery: delivery, message: message, outcome: outcome))
            guard let group else { return }
            await clock.sleep(for: Self.patience)
            box.wake(group)
        }
    }

    private func wake(_ box: AnswerBox, at moment: Duration, group: inout DiscardingTaskGroup) {
        group.addTask { [clock] in
            await clock.sleep(for: moment - clock.elapsed())
            box.wake()
        }
    }
}
