import ScheduleEngine

/// What the clocks of its zone do to one campaign's occurrences, handed in one after another.
struct ClockMarks {
    private let schedule: CompiledSchedule
    private let rules: ZoneRules
    private let spread: TimeSpan
    /// At the occurrence before; at first, now's.
    private var offset: Int

    init(_ outlook: Outlook, now: Instant) {
        schedule = outlook.schedule
        rules = outlook.rules
        spread = outlook.spread
        offset = rules.offset(at: now)
    }

    /// `clocks forward 1h` where the zone's offset differs from that of the one before, `02:30 skipped by the clocks`
    /// where the rule names a time that this day lacks.
    mutating func mark(_ occurrence: Instant) -> String {
        var marks: [String] = []
        let current = rules.offset(at: occurrence)
        if current != offset {
            let change = Moments.length(Int64(abs(current - offset)))
            marks.append("clocks \(current > offset ? "forward" : "back") \(change)")
            offset = current
        }
        if let time = skippedTime(of: occurrence - spread) { marks.append("\(time) skipped by the clocks") }
        return marks.joined(separator: ", ")
    }

    /// The longest jump that there has been, over a whole day where a country changed sides of the date line, and an
    /// hour more.
    private static let longestJump = TimeSpan.hours(25)

    private func skippedTime(of moment: Instant) -> LocalTime? {
        guard let change = rules.nextTransition(after: moment - Self.longestJump), change.at <= moment else {
            return nil
        }
        let named = moment.seconds + Int64(change.offsetBefore)
        let shown = moment.seconds + Int64(change.offsetAfter)
        guard named < change.at.seconds + Int64(change.offsetAfter), isNamed(named), !isNamed(shown) else { return nil }
        let second = named % 86_400
        return LocalTime(secondOfDay: Int(second < 0 ? second + 86_400 : second))
    }

    private func isNamed(_ local: Int64) -> Bool {
        schedule.nominalTimes(from: local, through: local).contains(local)
    }
}
