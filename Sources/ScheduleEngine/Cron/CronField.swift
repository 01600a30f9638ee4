/// One of the five fields, in their order.
enum CronField: Int, CaseIterable {
    case minute, hour, dayOfMonth, month, dayOfWeek

    var name: String {
        switch self {
        case .minute: "minute"
        case .hour: "hour"
        case .dayOfMonth: "day of month"
        case .month: "month"
        case .dayOfWeek: "day of week"
        }
    }

    /// What `*` stands for.
    var all: ClosedRange<Int> {
        switch self {
        case .minute: 0...59
        case .hour: 0...23
        case .dayOfMonth: 1...31
        case .month: 1...12
        case .dayOfWeek: 0...6
        }
    }

    /// What may be written: 7 is Sunday, too.
    var allowed: ClosedRange<Int> { self == .dayOfWeek ? 0...7 : all }

    /// The first stands for the least of `all`.
    var names: [String] {
        switch self {
        case .month: EnglishNames.months.map { $0.uppercased() }
        case .dayOfWeek: EnglishNames.weekdays.map { $0.uppercased() }
        case .minute, .hour, .dayOfMonth: []
        }
    }

    /// For hints.
    var example: String {
        switch self {
        case .minute: "0, 0,30, 10-20 or */15"
        case .hour: "9, 9,17, 9-17 or */2"
        case .dayOfMonth: "1, 1,15, 1-7, L, LW or 15W"
        case .month: "6, JAN,JUL, 6-8 or */3"
        case .dayOfWeek: "1, MON-FRI, SAT,SUN, 5L or MON#2"
        }
    }
}
