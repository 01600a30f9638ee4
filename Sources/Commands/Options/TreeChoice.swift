import Glibc
import ScheduleEngine
import StateStore
import ZoneDatabase

/// The tree, the state file and the moment as they were typed; what is left out is looked for where it usually is.
protocol TreeChoice {
    var config: String? { get }
    var state: String? { get }
    var now: Instant? { get }
}

extension TreeChoice {
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
}
