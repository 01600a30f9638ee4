import ScheduleEngine

/// The values that say when: DATE, DATE-TIME and DURATION (RFC 5545 §3.3.4 to §3.3.6).
enum CalendarDate: Hashable {
    case day(CivilDate)
    /// With a time of day: of this date, wherever that is.
    case moment(CivilDate)

    /// `20261225`, `20261225T100000` or `20261225T100000Z`.
    init?(_ text: [UInt8], _ range: Range<Int>) {
        guard range.count >= 8, let number = CalendarDate.digits(text, range.prefix(8)),
            let date = CivilDate(year: number / 10_000, month: number / 100 % 100, day: number % 100)
        else { return nil }
        let rest = range.dropFirst(8)
        guard let mark = rest.first else {
            self = .day(date)
            return
        }
        let clock = rest.dropFirst().prefix(6)
        let end = rest.dropFirst(7)
        guard text[mark] == UInt8(ascii: "T"), clock.count == 6, let time = CalendarDate.digits(text, clock),
            time / 10_000 < 24, time / 100 % 100 < 60, time % 100 <= 60,
            end.isEmpty || (end.count == 1 && end.first.map { text[$0] } == UInt8(ascii: "Z"))
        else { return nil }
        self = .moment(date)
    }

    var date: CivilDate {
        switch self {
        case .day(let date), .moment(let date): date
        }
    }

    /// `P3D` or `P1W` in days, 1…36,600; nil for anything else. A whole day "MUST be" given in these (§3.6.1).
    static func days(_ text: [UInt8], _ range: Range<Int>) -> Int64? {
        var range = range
        if let first = range.first, text[first] == UInt8(ascii: "+") { range = range.dropFirst() }
        guard let sign = range.first, text[sign] == UInt8(ascii: "P"), let unit = range.last,
            let number = digits(text, range.dropFirst().dropLast()), number > 0
        else { return nil }
        let days: Int? =
            switch text[unit] {
            case UInt8(ascii: "D"): number
            case UInt8(ascii: "W"): number * 7
            default: nil
            }
        return days.flatMap { $0 <= 36_600 ? Int64($0) : nil }
    }

    /// One to eight digits and nothing else.
    static func digits(_ text: [UInt8], _ range: Range<Int>) -> Int? {
        guard (1...8).contains(range.count) else { return nil }
        var number = 0
        for index in range {
            guard (48...57).contains(text[index]) else { return nil }
            number = number * 10 + Int(text[index] - 48)
        }
        return number
    }
}
