import ArgumentParser
import Glibc
import ScheduleEngine
import StateStore
import ZoneDatabase

/// What every command understands.
struct TreeOptions: ParsableArguments {
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

    /// The tree's root.
    var root: String {
        if let config { return Self.trimmed(config) }
        if let named = Environment.value("CAMPANILE_CONFIG") { return Self.trimmed(named) }
        if access("campaigns.d", F_OK) != 0, access("/etc/campanile/campaigns.d", F_OK) == 0 {
            return "/etc/campanile/campaigns.d"
        }
        return "campaigns.d"
    }

    /// The state file's absolute path.
    var statePath: String {
        let path =
            state ?? Environment.value("CAMPANILE_STATE")
            // systemd names several folders with colons between them; the first is the unit's own.
            ?? Environment.value("STATE_DIRECTORY").map { "\($0.prefix { $0 != ":" })/campanile.db" }
            ?? ".campanile/campanile.db"
        return path.hasPrefix("/") ? path : "\(Environment.workingFolder)/\(path)"
    }

    /// The state file's folder, where the outbox stands.
    var stateFolder: String {
        let path = statePath
        return String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
    }

    var zones: SystemZoneDatabase {
        Environment.value("TZDIR").map { SystemZoneDatabase(directory: $0) } ?? SystemZoneDatabase()
    }

    /// The state as whoever only looks sees it; nil where nothing has run yet.
    var view: StateView? { StateView(path: statePath) }

    /// Read once, and handed down.
    func moment() -> Instant { now ?? SystemClock().now() }

    private static func trimmed(_ path: String) -> String {
        path.count > 1 && path.hasSuffix("/") ? trimmed(String(path.dropLast())) : path
    }

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
