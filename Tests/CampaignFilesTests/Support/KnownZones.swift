import ScheduleEngine

/// A handful of zones without any data: reading files only asks whether a zone exists.
struct KnownZones: ZoneProvider {
    static let identifiers = ["UTC", "America/New_York", "Europe/London", "Asia/Tokyo"]

    func rules(for identifier: String) throws(ZoneError) -> ZoneRules {
        guard KnownZones.identifiers.contains(identifier) else { throw .unknown(identifier: identifier) }
        return .utc
    }
}
