public import ScheduleEngine
import ZoneDatabase

/// UTC without a file, and every other zone from the system's database.
public struct TestZones: ZoneProvider {
    private let system = SystemZoneDatabase()

    public init() {}

    public func rules(for identifier: String) throws(ZoneError) -> ZoneRules {
        identifier == "UTC" ? .utc : try system.rules(for: identifier)
    }
}
