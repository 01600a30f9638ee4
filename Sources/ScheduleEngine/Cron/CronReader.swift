/// Reads the five fields of a cron expression, or a name such as `@daily`.
struct CronReader {
    private static let most = 1_000

    /// One space between the fields, none around them; what the user wrote otherwise.
    private(set) var text: String
    private(set) var minutes: UInt64 = 0
    private(set) var hours: UInt64 = 0
    private(set) var days = CronDays()
    /// The hour begins with `*`.
    private(set) var isEveryHour: Bool

    init(_ given: String) throws(CronError) {
        guard given.utf8.count <= Self.most else {
            throw CronError("it is longer than \(Self.most) bytes", hint: "five short fields say as much")
        }
        let bytes = Array(given.utf8)
        let written = bytes.split(whereSeparator: CronBytes.isSpace)
        text = Self.joined(written, given)
        var fields = written
        if let name = written.first, name.first == UInt8(ascii: "@") {
            fields = try Self.fields(named: written)
        }
        guard fields.count == CronField.allCases.count else { throw Self.wrongCount(of: fields) }
        isEveryHour = fields[CronField.hour.rawValue].first == UInt8(ascii: "*")
        let isRestricted = { (field: CronField) in fields[field.rawValue].first != UInt8(ascii: "*") }
        days.isEither = isRestricted(.dayOfMonth) && isRestricted(.dayOfWeek)
        for field in CronField.allCases { try read(fields[field.rawValue], field) }
    }

    private static func joined(_ written: [ArraySlice<UInt8>], _ given: String) -> String {
        let length = written.reduce(written.count - 1) { $0 + $1.count }
        // A tab between fields makes no difference in length.
        if given.utf8.count == length, given.utf8.allSatisfy({ $0 == 0x20 || !CronBytes.isSpace($0) }) { return given }
        return written.map { String(decoding: $0, as: UTF8.self) }.joined(separator: " ")
    }

    private mutating func read(_ bytes: ArraySlice<UInt8>, _ field: CronField) throws(CronError) {
        var values: UInt64 = 0
        var hasLastDay = false
        var rest = bytes
        while true {
            let end = rest.firstIndex(of: UInt8(ascii: ",")) ?? rest.endIndex
            var reader = CronItemReader(rest[..<end], of: field)
            switch try reader.item() {
            case .values(let bits): values |= bits
            case .lastDay: hasLastDay = true
            case .lastWorkday: days.hasLastWorkday = true
            case .nearestWorkday(let day): days.nearestWorkdays |= 1 << UInt32(day - 1)
            case .lastWeekday(let weekday): days.lastWeekdays |= 1 << UInt64(weekday)
            case .nthWeekday(let weekday, let week): days.weeks |= 1 << UInt64(weekday + (week - 1) * 7)
            }
            guard end < rest.endIndex else { break }
            rest = rest[(end + 1)...]
        }
        switch field {
        case .minute: minutes = values
        case .hour: hours = values
        case .dayOfMonth: days.numbers = MonthDays(bits: UInt32(truncatingIfNeeded: values >> 1), hasLast: hasLastDay)
        case .month: days.months = UInt16(truncatingIfNeeded: values)
        case .dayOfWeek: days.weeks |= CronDays.everyWeek(values)
        }
    }

    // MARK: Names

    private static let names = [
        "@hourly": "0 * * * *", "@daily": "0 0 * * *", "@midnight": "0 0 * * *", "@weekly": "0 0 * * 0",
        "@monthly": "0 0 1 * *", "@yearly": "0 0 1 1 *", "@annually": "0 0 1 1 *",
    ]

    private static func fields(named written: [ArraySlice<UInt8>]) throws(CronError) -> [ArraySlice<UInt8>] {
        let name = written.first ?? []
        let lowercased = String(decoding: name, as: UTF8.self).lowercased()
        let shown = CronBytes.text(name)
        guard let fields = names[lowercased] else {
            let hint =
                switch lowercased {
                case "@reboot": "nothing starts with the machine here; name a time, such as @daily"
                case "@every": "use 'pattern: custom' with 'frequency: { interval: 5, unit: minutes }'"
                default: "there are @hourly, @daily, @midnight, @weekly, @monthly, @yearly and @annually"
                }
            throw CronError("there is no '\(shown)'", hint: hint)
        }
        guard written.count == 1 else {
            throw CronError("nothing may follow '\(shown)'", hint: "write it alone, or as '\(fields)'")
        }
        return Array(fields.utf8).split(separator: UInt8(ascii: " "))
    }

    private static func wrongCount(of fields: [ArraySlice<UInt8>]) -> CronError {
        let five = "the five are minute, hour, day of month, month and day of week, such as '0 9 * * MON-FRI'"
        switch fields.count {
        case 0: return CronError("it is empty", hint: five)
        case _ where fields.contains { $0.last == UInt8(ascii: ",") || $0.first == UInt8(ascii: ",") }:
            return CronError("there are \(fields.count) fields, not 5", hint: "write lists without spaces: 1,15")
        case 6, 7:
            return CronError(
                "there are \(fields.count) fields, not 5: seconds and years aren't part of it",
                hint: "leave them out; \(five)")
        default: return CronError("there are \(fields.count) fields, not 5", hint: five)
        }
    }
}
