import ScheduleEngine
import TestSupport

/// A stretch of UTC that the oracle walks over once, minute by minute, for all of its cases.
struct OracleWindow: Sendable {
    /// oracle.py wants as much of a window on either side of what is asked about.
    static let margin: Int64 = 26 * 3_600

    var zone: ZoneRules
    /// Whole minutes, since 1970.
    var from: Int64
    var to: Int64
    var cases: [OracleCase] = []

    /// - Parameter reach: hours before and after `middle`; well above 26.
    init(zone: ZoneRules, around middle: Int64, reach: Int64) {
        self.zone = zone
        from = (middle - reach * 3_600) / 60 * 60
        to = (middle + reach * 3_600) / 60 * 60
    }

    /// Adds a random schedule; what is asked about begins and ends within six hours of the margins.
    mutating func add(near moment: Int64, _ generator: inout SeededGenerator) {
        let spread = generator.oneIn(2) ? 0 : Int64(generator.number(1...21_600))
        let after = from + Self.margin + spread + Int64(generator.number(0...14_400))
        let through = to - Self.margin - Int64(generator.number(0...14_400))
        let rule = RandomSchedules.rule(
            in: zone, near: Instant(seconds: moment), over: TimeSpan(seconds: through - after), &generator)
        cases.append(
            OracleCase(
                rule: rule, spread: TimeSpan(seconds: spread), after: Instant(seconds: after),
                through: Instant(seconds: through)))
    }
}
