public import ScheduleEngine

/// What statistics are about: this long, up to now.
public enum StatisticsPeriod: String, CaseIterable, Hashable, Sendable {
    case hour = "1h"
    case day = "24h"
    case week = "7d"
    case month = "30d"
    case quarter = "90d"
    case year = "1y"

    public var span: TimeSpan {
        switch self {
        case .hour: .hours(1)
        case .day: .hours(24)
        case .week: .days(7)
        case .month: .days(30)
        case .quarter: .days(90)
        case .year: .days(365)
        }
    }
}
