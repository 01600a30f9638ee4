import CampaignModel
import ScheduleEngine
import StateStore
import Synchronization

/// Totals over many runs, added up again only when they may have changed: when the state file was written, or a run has
/// come into the period or left it.
final class RecordedTotals: Sendable {
    private struct Known {
        var mark: StateMark?
        var figures: RecordedFigures?
        var periods: [TimeSpan: (holds: ClosedRange<Instant>, totals: PeriodTotals)] = [:]
    }

    private let path: String
    private let known = Mutex(Known())

    /// - Parameter path: the state file's.
    init(path: String) { self.path = path }

    func figures() throws(StateError) -> RecordedFigures {
        let mark = StateMark(path: path)
        if let figures = known(at: mark).figures { return figures }
        let figures = try recorded.figures()
        keep(at: mark) { $0.figures = figures }
        return figures
    }

    /// Of so long, up to now.
    func totals(of span: TimeSpan, now: Instant) throws(StateError) -> PeriodTotals {
        let mark = StateMark(path: path)
        if let one = known(at: mark).periods[span], one.holds.contains(now) { return one.totals }
        let recorded = recorded
        let totals = try recorded.totals(since: now - span, through: now)
        let leaves = try recorded.firstBeginning(after: now - span).map { $0 + span - TimeSpan(seconds: 1) }
        let comes = try recorded.firstBeginning(after: now).map { $0 - TimeSpan(seconds: 1) }
        let last = max(now, min(leaves ?? .latest, comes ?? .latest))
        keep(at: mark) { $0.periods[span] = (now...last, totals) }
        return totals
    }

    private var recorded: any RecordedState { StateView(path: path) ?? NothingRecorded() as any RecordedState }

    private func known(at mark: StateMark) -> Known {
        known.withLock { $0.mark == mark ? $0 : Known() }
    }

    /// - Parameter mark: from before it was read, so that what was written meanwhile is noticed at the next question.
    private func keep(at mark: StateMark, _ change: (inout Known) -> Void) {
        known.withLock { known in
            if known.mark != mark { known = Known(mark: mark) }
            change(&known)
        }
    }
}
