import CampaignModel

/// The open runs in the order they are executed, and which of them may go now. Held in memory between two looks at the
/// ledger, since thousands may be open and each asks for its turn.
struct RunQueue {
    private let runs: [OpenRun]
    private var leading = 0
    /// Campaign → its open runs' keys, by scheduled time: one that has not begun waits for those before it.
    private var lines: [String: [Int64]]
    private var setAside: Set<Int64>

    /// - Parameters:
    ///   - runs: by priority, then by scheduled time, then by id.
    ///   - only: the campaigns to execute; nil for all.
    init(_ runs: [OpenRun], only: Set<String>?, setAside: Set<Int64>) {
        self.runs = runs.filter { !$0.isPaused && only?.contains($0.campaignId) != false }
        self.setAside = setAside
        lines = [:]
        for run in runs.sorted(by: { $0.scheduledFor < $1.scheduledFor }) {
            lines[run.campaignId, default: []].append(run.key)
        }
    }

    /// The first run in order that may go now.
    mutating func next() -> OpenRun? {
        while leading < runs.count, setAside.contains(runs[leading].key) { leading += 1 }
        return runs[leading...].first { run in
            !setAside.contains(run.key)
                && (run.hasBegun || run.mayOverlap || lines[run.campaignId]?.first == run.key)
        }
    }

    /// The run has work left, but none that may go in this pass.
    mutating func wait(_ run: OpenRun) { setAside.insert(run.key) }

    /// The run is over: the next of its campaign may go.
    mutating func finish(_ run: OpenRun) {
        setAside.insert(run.key)
        lines[run.campaignId]?.removeAll { $0 == run.key }
    }
}
