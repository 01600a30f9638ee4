import ArgumentParser
import ScheduleEngine

/// What every command understands.
struct TreeOptions: ParsableArguments, TreeChoice, Sendable {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "The tree of campaigns (else $CAMPANILE_CONFIG, ./campaigns.d, /etc/campanile/campaigns.d).",
            valueName: "dir"))
    var config: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "The state file (else $CAMPANILE_STATE, $STATE_DIRECTORY/campanile.db, ./.campanile/campanile.db).",
            valueName: "file"))
    var state: String?

    @Option(
        name: .long,
        help: ArgumentHelp("Rehearse as if it were then, such as 2026-12-25T10:00:00Z.", valueName: "instant"),
        transform: Self.instant)
    var now: Instant?

    static func instant(_ text: String) throws -> Instant {
        guard let instant = Instant(rfc3339: text) else {
            throw ValidationError(
                "'\(text)' is not an instant. Write it with an offset or Z, such as 2026-12-25T10:00:00Z.")
        }
        return instant
    }

    static func span(_ text: String) throws -> TimeSpan {
        guard let span = TimeSpan(text) else {
            throw ValidationError("'\(text)' is not a duration. Write one such as 90s, 30m, 6h, 7d or 2w.")
        }
        return span
    }
}
