import CampaignModel
import ScheduleEngine
import StateStore
import Synchronization

/// Totals over many runs, added up again only when they may have changed: when the state file was written, or a run has
/// come into the period or left it. Where adding up is long, and a run at work writes all the time, it is done once a second.
final class RecordedTotals: Sendable {
    private struct Counted<Value: Sendable> {
        var value: Value
        /// From before it was read, so that what was written meanwhile is noticed at the next question.
        var mark: StateMark
        /// It is good for this long whatever was written.
        var until: ContinuousClock.Instant

        func isGood(at mark: StateMark) -> Bool { self.mark == mark || ContinuousClock.now < until }
    }

    private struct Period {
        var holds: ClosedRange<Instant>
        var totals: PeriodTotals
    }

    private struct Known {
        var figures: Counted<RecordedFigures>?
        var periods: [TimeSpan: Counted<Period>] = [:]
    }

    private let path: String
    private let known = Mutex(Known())

    /// - Parameter path: the state file's.
    init(path: String) { self.path = path }

    func figures() throws -> RecordedFigures {
        let mark = StateMark(path: path)
        if let known = known.withLock({ $0.figures }), known.isGood(at: mark) { return known.value }
        let counted = try count(at: mark) { try $0.figures() }
        known.withLock { $0.figures = counted }
        return counted.value
    }

    /// Of so long, up to now.
    func totals(of span: TimeSpan, now: Instant) throws -> PeriodTotals {
        let mark = StateMark(path: path)
        if let known = known.withLock({ $0.periods[span] }), known.isGood(at: mark), known.value.holds.contains(now) {
            return known.value.totals
        }
        let counted = try count(at: mark) { recorded in
            let totals = try recorded.totals(since: now - span, through: now)
            let leaves = try recorded.firstBeginning(after: now - span).map { $0 + span - TimeSpan(seconds: 1) }
            let comes = try recorded.firstBeginning(after: now).map { $0 - TimeSpan(seconds: 1) }
            return Period(holds: now...max(now, min(leaves ?? .latest, comes ?? .latest)), totals: totals)
        }
        known.withLock { $0.periods[span] = counted }
        return counted.value.totals
    }

    private func count<Value>(
        at mark: StateMark, _ body: (any RecordedState) throws -> Value
    ) throws -> Counted<Value> {
        let before = ReadingBudget.spentByThread
        let value = try StateView.atOneMoment(path: path, body)
        let until = ReadingBudget.keeps(after: ReadingBudget.spentByThread - before)
        return Counted(value: value, mark: mark, until: until)
    }
}
