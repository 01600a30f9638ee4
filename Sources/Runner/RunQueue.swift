import CampaignModel

/// The open runs in the order they are executed, and which of them may go now. Held in memory between two looks at the
/// ledger, since thousands may be open and each asks for its turn.
struct RunQueue {
    private let runs: [OpenRun]
    private var leading = 0
    /// The open runs' keys of each campaign, by scheduled time: one that has not begun waits for those before it. What is
    /// backfilled stands in a line of its own, so that it keeps nothing waiting that comes due.
    private var lines: [Line: [Int64]]
    private var setAside: Set<Int64>

    private struct Line: Hashable {
        var campaignId: String
        var isBackfill: Bool

        init(_ run: OpenRun) {
            campaignId = run.campaignId
            isBackfill = run.trigger == .backfill
        }
    }

    /// - Parameters:
    ///   - runs: by priority, then by scheduled time, then by id.
    ///   - only: the campaigns to execute; nil for all.
    init(_ runs: [OpenRun], only: Set<String>?, setAside: Set<Int64>) {
        self.runs = runs.filter { !$0.isPaused && only?.contains($0.campaignId) != false }
        self.setAside = setAside
        lines = [:]
        for run in runs.sorted(by: { $0.scheduledFor < $1.scheduledFor }) {
            lines[Line(run), default: []].append(run.key)
        }
    }

    /// The first run in order that may go now.
    mutating func next() -> OpenRun? {
        while leading < runs.count, setAside.contains(runs[leading].key) { leading += 1 }
        return runs[leading...].first { run in
            !setAside.contains(run.key)
                && (run.hasBegun || run.mayOverlap || lines[Line(run)]?.first == run.key)
        }
    }

    /// The run has work left, but none that may go in this pass.
    mutating func wait(_ run: OpenRun) { setAside.insert(run.key) }

    /// The run is over: the next of its campaign may go.
    mutating func finish(_ run: OpenRun) {
        setAside.insert(run.key)
        lines[Line(run)]?.removeAll { $0 == run.key }
    }
}
