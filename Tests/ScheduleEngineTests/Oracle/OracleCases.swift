import ScheduleEngine
import TestSupport

/// All that is asked of the oracle: every change of every zone in the years that the figures promise, and more at random.
struct OracleCases {
    /// 1970-01-01, 2024-01-01, 2038-01-01 and 2101-01-01, UTC.
    private static let beginning: Int64 = 0
    private static let promised: Range<Int64> = 1_704_067_200..<2_145_916_800
    static let end: Int64 = 4_133_980_800

    private(set) var windows: [OracleWindow] = []
    private(set) var transitions = 0
    private var generator: SeededGenerator

    init(zones: [ZoneRules], seed: UInt64) {
        generator = SeededGenerator(seed: seed)
        for zone in zones { addPromisedTransitions(of: zone) }
        for zone in zones { add(1, windowsIn: [zone], reach: 44...64, cases: 2) }
        add(180, windowsIn: zones, reach: 150...500, cases: 30)
        add(16, windowsIn: zones, reach: 4_800...9_600, cases: 160)
        // Names that share their data share a walk where they ask about the same stretch one after the other.
        windows.sort { ($0.from, $0.to) < ($1.from, $1.to) }
    }

    private mutating func addPromisedTransitions(of zone: ZoneRules) {
        var at = Instant(seconds: Self.promised.lowerBound - 1)
        while let change = zone.nextTransition(after: at), change.at.seconds < Self.promised.upperBound {
            at = change.at
            transitions += 1
            var window = OracleWindow(zone: zone, around: at.seconds, reach: 44)
            for _ in 0..<2 { window.add(near: at.seconds, &generator) }
            windows.append(window)
        }
    }

    /// Half of them around a change of the clocks, where the zone has one after a random moment.
    private mutating func add(_ count: Int, windowsIn zones: [ZoneRules], reach: ClosedRange<Int>, cases: Int) {
        for _ in 0..<count {
            let zone = generator.pick(zones)
            let hours = Int64(generator.number(reach))
            let room = hours * 3_600
            var middle = Int64.random(in: (Self.beginning + room)..<(Self.end - room), using: &generator)
            if generator.oneIn(2), let change = zone.nextTransition(after: Instant(seconds: middle)) {
                middle = min(change.at.seconds, Self.end - room)
            }
            var window = OracleWindow(zone: zone, around: middle, reach: hours)
            for _ in 0..<cases { window.add(near: middle, &generator) }
            windows.append(window)
        }
    }
}
