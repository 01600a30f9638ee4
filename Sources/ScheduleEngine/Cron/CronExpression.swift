/// A cron expression: minute, hour, day of month, month and day of week, as in crontab(5).
///
/// Beyond numbers, `*`, lists, ranges and steps it knows three-letter names of months and weekdays, `@hourly`, `@daily`,
/// `@midnight`, `@weekly`, `@monthly`, `@yearly` and `@annually`; `L` (the last day), `LW` (the last from Monday to Friday)
/// and `15W` (the day from Monday to Friday that is nearest to the 15th, in the same month) among the days of the month;
/// `5L` or `FRIL` (the last Friday) and `MON#2` or `1#2` (the second Monday) among the days of the week, where 0 and 7 are
/// Sunday.
///
/// A date must match the month, and both the day of month and the day of week where one of these begins with `*`; where
/// neither does, one of the two is enough.
public struct CronExpression: Hashable, Sendable {
    private let text: String
    private let minutes: UInt64
    private let hours: UInt64
    let days: CronDays
    /// The hour field begins with `*`: the expression means "every hour", not an hour of the day.
    public let isEveryHour: Bool

    /// - Parameter text: At most 1,000 bytes; spaces, tabs and line ends separate the fields.
    /// - Throws: What is wrong and a way out. An expression that never happens, such as one for 30 February, is none the
    ///   less an expression: see `impossibility`.
    public init(_ text: String) throws(CronError) {
        let reader = try CronReader(text)
        self.text = reader.text
        minutes = reader.minutes
        hours = reader.hours
        days = reader.days
        isEveryHour = reader.isEveryHour
    }

    /// Seconds since midnight, ascending.
    var secondsOfDay: [Int64] {
        var seconds: [Int64] = []
        seconds.reserveCapacity(hours.nonzeroBitCount * minutes.nonzeroBitCount)
        for hour in 0..<Int64(24) where hours & 1 << hour != 0 {
            for minute in 0..<Int64(60) where minutes & 1 << minute != 0 { seconds.append(hour * 3_600 + minute * 60) }
        }
        return seconds
    }

    /// Why no date ever matches; nil where some do.
    public var impossibility: CronError? {
        guard !days.isPossible else { return nil }
        // Names of schedules are all possible, so that there are five fields.
        let fields = text.split(separator: " ")
        func field(_ field: CronField) -> String {
            let text = field.rawValue < fields.count ? fields[field.rawValue] : ""
            return "\(field.name) '\(text)'"
        }
        var anyWeekday = days
        anyWeekday.weeks = CronDays.everyWeek(~0)
        if anyWeekday.isPossible {
            return CronError(
                "it never happens: \(field(.dayOfMonth)) and \(field(.dayOfWeek)) never fall on one date",
                hint: "where one of the two fields begins with '*', a date must match both")
        }
        return CronError(
            "it never happens: \(field(.dayOfMonth)) doesn't exist in \(field(.month))",
            hint: "use a day that the month has; L is its last")
    }
}

extension CronExpression: CustomStringConvertible {
    /// What was given, with one space between the fields. It reads back as an equal value.
    public var description: String { text }
}
