/// Reads what `Schedule.description` writes. By hand, since a pass reads one line for each of thousands of campaigns.
struct ScheduleTextReader {
    private let bytes: [UInt8]
    private var position = 0

    init(_ text: String) { bytes = Array(text.utf8) }

    mutating func schedule() -> Schedule? {
        if skip("once;at=") {
            guard let at = integer(), let spread = spread(), isAtEnd else { return nil }
            return Schedule(rule: .once(Instant(seconds: at)), spread: spread)
        }
        if skip("triggered") {
            guard let spread = spread(), isAtEnd else { return nil }
            return Schedule(rule: .triggered, spread: spread)
        }
        guard let pattern = pattern(), skip(";times="), let times = times() else { return nil }
        var rule = RecurrenceRule(pattern: pattern, times: times, zone: "")
        if skip(";start=") {
            guard let start = integer() else { return nil }
            rule.start = Instant(seconds: start)
        }
        if skip(";end=") {
            guard let end = integer() else { return nil }
            rule.end = Instant(seconds: end)
        }
        if skip(";exclude=") {
            guard let days = excludedDays() else { return nil }
            rule.exclude = days
        }
        guard let onGap = onGap(), let onOverlap = onOverlap(), let spread = spread(), skip(";zone=") else {
            return nil
        }
        rule.onGap = onGap
        rule.onOverlap = onOverlap
        rule.zone = String(decoding: bytes[position...], as: UTF8.self)
        return Schedule(rule: .recurring(rule), spread: spread)
    }

    private mutating func pattern() -> RecurrencePattern? {
        if skip("daily") {
            return interval().map { .daily(interval: $0) }
        }
        if skip("weekly;days=") {
            guard let numbers = integers(), let interval = interval() else { return nil }
            var days = WeekdaySet()
            for number in numbers {
                guard (0..<8).contains(number) else { return nil }
                days.insert(WeekdaySet(rawValue: 1 << UInt8(number)))
            }
            return .weekly(days: days, interval: interval)
        }
        if skip("monthly;days=") {
            guard let days = integers(), let interval = interval() else { return nil }
            return .monthly(days: days, interval: interval)
        }
        if skip("cron;expression=") { return expression().map { .cron($0) } }
        guard skip("every;unit="), let unit = unit(), let interval = interval() else { return nil }
        return .every(interval: interval, unit: unit)
    }

    private mutating func expression() -> CronExpression? {
        let end = bytes[position...].firstIndex(of: UInt8(ascii: ";")) ?? bytes.endIndex
        let text = String(decoding: bytes[position..<end], as: UTF8.self)
        position = end
        return try? CronExpression(text)
    }

    private mutating func unit() -> FrequencyUnit? {
        if skip("minutes") { return .minutes }
        if skip("hours") { return .hours }
        if skip("days") { return .days }
        if skip("weeks") { return .weeks }
        return skip("months") ? .months : nil
    }

    /// Up to the next semicolon; never none.
    private mutating func excludedDays() -> ExcludedDays? {
        let end = bytes[position...].firstIndex(of: UInt8(ascii: ";")) ?? bytes.endIndex
        var reader = CalendarTextReader(bytes[position..<end])
        position = end
        guard let days = reader.days(), !days.isEmpty else { return nil }
        return days
    }

    private mutating func onGap() -> GapPolicy? {
        if skip(";gap=shift") { return .shift }
        return skip(";gap=skip") ? .skip : nil
    }

    private mutating func onOverlap() -> OverlapPolicy? {
        if skip(";overlap=first") { return .first }
        if skip(";overlap=second") { return .second }
        return skip(";overlap=both") ? .both : nil
    }

    private mutating func interval() -> Int? {
        skip(";interval=") ? integer().map { Int($0) } : nil
    }

    private mutating func spread() -> TimeSpan? {
        skip(";spread=") ? integer().map { TimeSpan(seconds: $0) } : nil
    }

    private mutating func times() -> [LocalTime]? {
        guard let seconds = integers() else { return nil }
        var times: [LocalTime] = []
        times.reserveCapacity(seconds.count)
        for second in seconds {
            guard let time = LocalTime(secondOfDay: second) else { return nil }
            times.append(time)
        }
        return times
    }

    private var isAtEnd: Bool { position == bytes.count }

    private mutating func skip(_ expected: StaticString) -> Bool {
        let count = expected.utf8CodeUnitCount
        guard count <= bytes.count - position else { return false }
        for index in 0..<count where bytes[position + index] != expected.utf8Start[index] { return false }
        position += count
        return true
    }

    /// Numbers with commas between them, up to the next semicolon; possibly none.
    private mutating func integers() -> [Int]? {
        var numbers: [Int] = []
        guard position < bytes.count, bytes[position] != UInt8(ascii: ";") else { return numbers }
        repeat {
            guard let number = integer() else { return nil }
            numbers.append(Int(number))
        } while skip(",")
        return numbers
    }

    /// Nil for what isn't a number that fits.
    private mutating func integer() -> Int64? {
        let isNegative = skip("-")
        let first = position
        // Counted downwards, since the negative numbers reach one further.
        var value: Int64 = 0
        while position < bytes.count, (48...57).contains(bytes[position]) {
            let (tens, overflow) = value.multipliedReportingOverflow(by: 10)
            let (next, underflow) = tens.subtractingReportingOverflow(Int64(bytes[position] - 48))
            guard !overflow, !underflow else { return nil }
            value = next
            position += 1
        }
        guard position > first else { return nil }
        if isNegative { return value }
        return value == Int64.min ? nil : -value
    }
}
