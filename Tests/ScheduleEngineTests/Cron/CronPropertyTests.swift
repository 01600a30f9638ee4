import ScheduleEngine
import TestSupport
import Testing

/// Days that other implementations have no words for, against a walk over every date with a sentence for each part.
struct CronPropertyTests {
    private struct Part {
        var text: String
        var names: (CivilDate) -> Bool
    }

    @Test
    func `two thousand random mixtures of days agree with a walk over every date of four years`() throws {
        let seed: UInt64 = 314
        var generator = SeededGenerator(seed: seed)
        var found = 0
        for _ in 0..<2_000 {
            let day = list(&generator) { dayOfMonth(&$0) }
            let weekday = list(&generator) { dayOfWeek(&$0) }
            let month = generator.oneIn(2) ? nil : generator.number(1...12)
            let text = "0 0 \(day.text) \(month.map(String.init) ?? "*") \(weekday.text)"
            let isEither = !day.text.hasPrefix("*") && !weekday.text.hasPrefix("*")
            let first = Int64(generator.number(-40_000...60_000))
            let dates = (first..<(first + 1_461)).map(CivilDate.init(days:)).filter { date in
                guard month == nil || date.components.month == month else { return false }
                return isEither ? day.names(date) || weekday.names(date) : day.names(date) && weekday.names(date)
            }
            let rule = try rule(.cron(CronExpression(text)), in: "UTC")
            let actual = try rule.compiled().occurrences(
                after: Instant(seconds: first * 86_400 - 1), through: Instant(seconds: (first + 1_461) * 86_400 - 1))
            try #require(
                actual.map(\.seconds) == dates.map { $0.days * 86_400 }, "seed \(seed): '\(text)' from day \(first)")
            found += dates.count
        }
        #expect(found > 100_000, "seed \(seed)")
    }

    private func list(_ generator: inout SeededGenerator, _ part: (inout SeededGenerator) -> Part) -> Part {
        if generator.oneIn(4) { return Part(text: "*") { _ in true } }
        let parts = (0..<generator.number(1...3)).map { _ in part(&generator) }
        return Part(text: parts.map(\.text).joined(separator: ",")) { date in parts.contains { $0.names(date) } }
    }

    private func dayOfMonth(_ generator: inout SeededGenerator) -> Part {
        let number = generator.number(1...31)
        switch generator.number(0...4) {
        case 0: return Part(text: "L") { isLast($0) }
        case 1: return Part(text: "LW") { nearest(to: length($0), $0) { $0 <= $1 } == $0.components.day }
        case 2:
            return Part(text: "\(number)W") { date in
                number <= length(date) && nearest(to: number, date) { _, _ in true } == date.components.day
            }
        case 3:
            let step = generator.number(1...31)
            return Part(text: "*/\(step)") { ($0.components.day - 1) % step == 0 }
        default: return Part(text: "\(number)") { $0.components.day == number }
        }
    }

    private func dayOfWeek(_ generator: inout SeededGenerator) -> Part {
        let number = generator.number(0...7)
        let name = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"][number]
        let text = generator.oneIn(2) ? name : "\(number)"
        let isDay = { (date: CivilDate) in date.weekday == number % 7 }
        switch generator.number(0...3) {
        case 0: return Part(text: text + "L") { isDay($0) && $0.components.day + 7 > length($0) }
        case 1:
            let week = generator.number(1...5)
            return Part(text: "\(text)#\(week)") { isDay($0) && ($0.components.day + 6) / 7 == week }
        case 2:
            let step = generator.number(1...7)
            return Part(text: "*/\(step)") { $0.weekday % step == 0 }
        default: return Part(text: text, names: isDay)
        }
    }

    private func length(_ date: CivilDate) -> Int {
        CivilDate.length(ofMonth: date.components.month, year: date.components.year)
    }

    private func isLast(_ date: CivilDate) -> Bool { date.components.day == length(date) }

    /// The workday of the date's month that is nearest to the day, of those that are allowed beside it.
    private func nearest(to day: Int, _ date: CivilDate, _ isAllowed: (Int, Int) -> Bool) -> Int? {
        let first = CivilDate(days: date.days - Int64(date.components.day) + 1)
        return (1...length(date)).filter { other in
            isAllowed(other, day) && (1...5).contains(CivilDate(days: first.days + Int64(other) - 1).weekday)
        }.min { abs($0 - day) < abs($1 - day) }
    }
}
