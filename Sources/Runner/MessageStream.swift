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
    private static let patience = Duration.milliseconds(1)

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
        var arrived: [Answer] = []
        while true {
            let now = clock.now()
            let (settlements, stopped) = try session.judge(arrived, now: now)
            if let stopped, !(end?.isStop ?? false) { end = stopped }
            if end == nil, try !goesOn() { end = .more }
            let room = channel.concurrency - underWay
            let allowed = end == nil ? min(room, pace?.available(at: clock.elapsed()) ?? room) : 0
            if allowed > 0 {
                let taken = try session.take(atMost: allowed, settling: settlements, now: now)
                try session.spend(taken.messages.count, of: &pace, clock: clock)
                for (delivery, message) in taken.messages { send(message, delivery, box: box, group: &group) }
                underWay += taken.messages.count
                if taken.claimed == 0 { end = .idle }
            } else {
                try session.settle(settlements, now: now)
            }
            if !arrived.isEmpty { try progress() }
            arrived = []
            if underWay == 0 {
                if let end { return end }
                // Nothing where all that was claimed stays unsent: whoever is behind them may go.
                if allowed == 0, let pace, let hold = await clock.wait(for: pace) { return .held(hold) }
                continue
            }
            if end == nil, allowed < room, let pace, clock.comesSoon(pace) {
                wake(box, at: pace.next, group: &group)
            }
            arrived = await box.take(min(underWay, max(1, channel.concurrency / 4)))
            underWay -= arrived.count
        }
    }

    private func send(
        _ message: Message, _ delivery: ClaimedDelivery, box: AnswerBox, group: inout DiscardingTaskGroup
    ) {
        group.addTask { [channel, clock] in
            let outcome = await channel.deliver(message)
            guard let group = box.put(Answer(delivery: delivery, message: message, outcome: outcome)) else { return }
            await clock.sleep(for: Self.patience)
            box.wake(for: group)
        }
    }

    private func wake(_ box: AnswerBox, at moment: Duration, group: inout DiscardingTaskGroup) {
        group.addTask { [clock] in
            await clock.sleep(for: moment - clock.elapsed())
            box.wake()
        }
    }
}
