import ScheduleEngine

/// A pass as timers and most hands type it: options with their values, each at most once.
///
/// The parser of the commands looks into their types to learn what may be typed, which costs as much as looking at a
/// thousand files. Whatever isn't as plain as this is left to it, mistakes among it: one place explains them.
struct PlainPass: TreeChoice {
    private(set) var config: String?
    private(set) var state: String?
    private(set) var now: Instant?
    private(set) var maxDuration: TimeSpan?
    private var metricsFile: String?
    private var format: OutputFormat?

    /// Nil for what the parser has to look at.
    /// - Parameter words: What stands behind `run`.
    init?(_ words: [String]) {
        var rest = words[...]
        while let name = rest.popFirst() {
            guard let value = rest.popFirst(), let first = value.first, first != "-" else { return nil }
            switch name {
            case "--config" where config == nil: config = value
            case "--state" where state == nil: state = value
            case "--now" where now == nil:
                guard let instant = Instant(rfc3339: value) else { return nil }
                now = instant
            case "--max-duration" where maxDuration == nil:
                guard let span = TimeSpan(value) else { return nil }
                maxDuration = span
            case "--metrics-file" where metricsFile == nil: metricsFile = value
            case "--format" where format == nil:
                guard let known = OutputFormat(rawValue: value) else { return nil }
                format = known
            default: return nil
            }
        }
    }

    nonisolated(nonsending) func run() async throws {
        try await CommandFailure.reporting {
            try await PassInvocation(
                tree: self, format: ReviewFormat(format ?? .text), only: [], maxDuration: maxDuration,
                metricsFile: metricsFile.map(MetricsFile.init)
            ).perform()
        }
    }
}
