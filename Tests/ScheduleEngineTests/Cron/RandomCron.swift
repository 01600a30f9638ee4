import TestSupport

/// Random expressions from the part that Campanile and croniter promise alike: see `CroniterComparisonTests`.
enum RandomCron {
    private static let months = ["JAN", "feb", "Mar", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]
    private static let weekdays = ["SUN", "mon", "Tue", "WED", "THU", "FRI", "SAT"]

    static func expression(_ generator: inout SeededGenerator) -> String {
        if generator.oneIn(100) {
            return generator.pick(
                ["@hourly", "@daily", "@midnight", "@weekly", "@monthly", "@yearly", "@annually"])
        }
        let minute = field(0...59, &generator)
        let hour = field(0...23, &generator)
        let month = generator.oneIn(2) ? "*" : field(1...12, named: months, &generator)
        let (day, weekday) = days(&generator)
        return "\(minute) \(hour) \(day) \(month) \(weekday)"
    }

    /// Where both are restricted, neither begins with `*` nor has all its values.
    private static func days(_ generator: inout SeededGenerator) -> (day: String, weekday: String) {
        switch generator.number(0...5) {
        case 0: return ("*", "*")
        case 1: return (dayOfMonth(&generator), "*")
        case 2: return (generator.pick(["L", "1,L", "L,15", "28,L"]), "*")
        case 3: return ("*", generator.oneIn(4) ? "*/\(generator.number(1...7))" : week(&generator))
        case 4:
            let numbered = (0..<generator.number(1...2)).map { _ in
                "\(generator.oneIn(2) ? generator.pick(weekdays) : "\(generator.number(0...7))")#\(generator.number(1...5))"
            }
            return ("*", numbered.joined(separator: ","))
        default:
            let first = generator.number(1...28)
            let day = generator.oneIn(2) ? "\(first)" : "\(first)-\(generator.number(first...30))"
            return (day, "\(generator.pick(weekdays)),\(generator.number(0...7))")
        }
    }

    /// Where it has the 30th or the 31st, it has the 29th or nothing before.
    private static func dayOfMonth(_ generator: inout SeededGenerator) -> String {
        switch generator.number(0...3) {
        case 0: return "*/\(generator.pick([1, 2, 4, 7, 8, 9, 11, 12, 13, 14, 16, 21, 27, 28]))"
        case 1: return generator.pick(["29", "30", "31", "29-31", "30,31", "20-31"])
        default:
            return (0..<generator.number(1...4)).map { _ in
                let first = generator.number(1...28)
                let last = generator.number(first...28)
                return generator.pick(["\(first)", "\(first)-\(last)", "\(first)-\(last)/\(generator.number(1...31))"])
            }.joined(separator: ",")
        }
    }

    private static func week(_ generator: inout SeededGenerator) -> String {
        (0..<generator.number(1...3)).map { _ in
            let first = generator.number(0...6)
            let last = generator.number(first...7)
            switch generator.number(0...4) {
            case 0: return "\(first)-\(last)"
            case 1 where first > 0: return "\(weekdays[first])-\(weekdays[last % 7])"
            case 2: return "\(first)-\(last)/\(generator.number(1...4))"
            case 3: return generator.pick(weekdays)
            default: return "\(generator.number(0...7))"
            }
        }.joined(separator: ",")
    }

    private static func field(
        _ range: ClosedRange<Int>, named names: [String] = [], _ generator: inout SeededGenerator
    ) -> String {
        if generator.oneIn(5) { return "*" }
        if generator.oneIn(5) { return "*/\(generator.number(1...range.count))" }
        return (0..<generator.number(1...4)).map { _ in
            let first = generator.number(range)
            let last = generator.number(first...range.upperBound)
            func text(_ value: Int) -> String {
                names.isEmpty || generator.oneIn(2) ? "\(value)" : names[value - range.lowerBound]
            }
            switch generator.number(0...5) {
            case 0: return "\(text(first))-\(text(last))"
            case 1: return "\(text(first))-\(text(last))/\(generator.number(1...range.count))"
            case 2: return "\(first)/\(generator.number(1...range.count))"
            default: return text(first)
            }
        }.joined(separator: ",")
    }
}
