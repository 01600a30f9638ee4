import CampaignModel

/// A campaign's last runs in a character each, the oldest first: how many people each reached, as a bar beside the largest of
/// them. What went wrong is told by its own sign, and not by a colour.
enum RunBars {
    /// So many fit beside everything else in a line.
    static let most = 10

    private static let bars = Array("▁▂▃▄▅▆▇█")

    /// - Parameter records: the newest first, as the history has them.
    static func text(_ records: [ExecutionRecord]) -> String {
        let runs = records.filter { $0.status != .skipped }.prefix(most).reversed()
        let largest = runs.reduce(0) { max($0, $1.deliveries.sent) }
        return String(runs.map { sign($0, largest: largest) })
    }

    private static func sign(_ run: ExecutionRecord, largest: Int) -> Character {
        switch run.status {
        case .failed: "×"
        case .cancelled, .skipped: "–"
        case .pending: "…"
        case .running, .success, .partial:
            run.deliveries.sent == 0 ? "·" : bars[min(bars.count - 1, run.deliveries.sent * bars.count / (largest + 1))]
        }
    }
}
