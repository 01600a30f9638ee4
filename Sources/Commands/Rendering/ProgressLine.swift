import CampaignModel
import ScheduleEngine

/// Long work on a terminal shows how far it is: sent of total, rate, time left. Elsewhere it shows nothing.
final class ProgressLine {
    private let isOn: Bool
    private var isShown = false
    private var started: [Int64: (at: Duration, settled: Int)] = [:]
    private var lastShown = Duration.zero

    init(isOn: Bool) { self.isOn = isOn }

    func show(_ run: OpenRun, _ record: @autoclosure () throws -> ExecutionRecord?, elapsed: Duration) rethrows {
        guard isOn, elapsed > .seconds(1), elapsed - lastShown > .milliseconds(200), let record = try record() else {
            return
        }
        lastShown = elapsed
        let counts = record.deliveries
        let total = counts.audience - counts.suppressed - counts.holdout
        let settled = total - counts.pending
        let start = started[run.key] ?? (elapsed, settled)
        started[run.key] = start
        var text = "\(run.campaignId)  \(settled) of \(total)"
        let seconds = Double((elapsed - start.at).components.seconds)
        if seconds >= 1, settled > start.settled {
            let rate = Double(settled - start.settled) / seconds
            text += "  \(Int(rate))/s  \(Moments.length(Int64(Double(total - settled) / rate))) left"
        }
        StandardError.write("\r\u{1B}[K\(text)")
        isShown = true
    }

    func clear() {
        if isShown { StandardError.write("\r\u{1B}[K") }
        isShown = false
    }
}
