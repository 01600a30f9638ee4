import ScheduleEngine
import TestSupport

/// A handful of zones, so that no other name is one.
struct KnownZones: ZoneProvider {
    static let identifiers = ["UTC", "America/New_York", "Europe/London", "Asia/Tokyo", "Australia/Lord_Howe"]

    func rules(for identifier: String) throws(ZoneError) -> ZoneRules {
        guard KnownZones.identifiers.contains(identifier) else { throw .unknown(identifier: identifier) }
        return try TestZones().rules(for: identifier)
    }
}
