import ScheduleEngine

/// A slow second opinion: it walks over UTC in quarters of an hour, writes down what the zone's clock shows, and looks
/// the rule's local times up in that. It never asks the engine to resolve a local time.
///
/// Right for offsets and times of day that are whole quarters of an hour, and rules whose start is one too.
struct OccurrenceOracle {
    private static let step: Int64 = 900
    private static let margin: Int64 = 3 * 86_400

    let zone: ZoneRules
    private let first: Int64
    private let last: Int64
    /// UTC seconds for each quarter of an hour of local time.
    private var shown: [Int64: [Int64]] = [:]
    private var offsets: [(at: Int64, offset: Int64)] = []

    /// Nil where the zone has an offset around this stretch of time that isn't a whole number of quarters.
    init?(zone: ZoneRules, after: Instant, through: Instant) {
        self.zone = zone
        first = after.seconds - Self.margin
        last = through.seconds + Self.margin
        for at in stride(from: first - first % Self.step, through: last, by: Int(Self.step)) {
            let offset = Int64(zone.offset(at: Instant(seconds: at)))
            guard offset % Self.step == 0 else { return nil }
            shown[at + offset, default: []].append(at)
            if offsets.last?.offset != offset { offsets.append((at, offset)) }
        }
    }

    func occurrences(of rule: RecurrenceRule, spread: Int64, after: Instant, through: Instant) -> [Instant] {
        var instants: Set<Int64> = []
        if case .every(let interval, let unit) = rule.pattern, unit == .minutes || unit == .hours {
            let length = Int64(interval) * (unit == .minutes ? 60 : 3_600)
            let origin = rule.start?.seconds ?? -Int64(zone.offset(at: Instant(seconds: 0)))
            let minute = origin - (origin - first) / 60 * 60
            for at in stride(from: minute, through: last, by: 60) where (at - origin) % length == 0 {
                instants.insert(at)
            }
        } else {
            for day in (first / 86_400 - 2)...(last / 86_400 + 2) where matches(CivilDate(days: day), rule) {
                for second in seconds(of: rule) {
                    for at in moments(of: day * 86_400 + second, rule) { instants.insert(at) }
                }
            }
        }
        return instants.filter { at in
            at >= rule.start?.seconds ?? Int64.min && at <= rule.end?.seconds ?? Int64.max
                && at + spread > after.seconds && at + spread <= through.seconds
        }.sorted().map { Instant(seconds: $0 + spread) }
    }

    private func seconds(of rule: RecurrenceRule) -> [Int64] {
        if case .every = rule.pattern, rule.times.isEmpty {
            return [rule.start.map { Int64(zone.local($0).time.secondOfDay) } ?? 0]
        }
        return rule.times.map { Int64($0.secondOfDay) }
    }

    private func matches(_ date: CivilDate, _ rule: RecurrenceRule) -> Bool {
        let origin = rule.start.map { zone.local($0).date } ?? CivilDate(days: 0)
        let (year, month, day) = date.components
        let (originYear, originMonth, originDay) = origin.components
        let months = (year - originYear) * 12 + month - originMonth
        switch rule.pattern {
        case .daily(let interval), .every(let interval, .days):
            return (date.days - origin.days) % Int64(interval) == 0
        case .weekly(let days, let interval):
            guard days.contains(WeekdaySet(rawValue: 1 << UInt8(date.weekday))) else { return false }
            let from = rule.start == nil ? CivilDate(days: 4) : origin
            return (monday(date) - monday(from)) % Int64(interval * 7) == 0
        case .monthly(let days, let interval):
            let fromEnd = day - CivilDate.length(ofMonth: month, year: year) - 1
            return months % interval == 0 && (days.contains(day) || days.contains(fromEnd))
        case .every(let interval, .weeks):
            return (date.days - (rule.start == nil ? 4 : origin.days)) % Int64(interval * 7) == 0
        case .cron:
            return false
        case .every(let interval, _):
            return months % interval == 0 && day == originDay
        }
    }

    private func monday(_ date: CivilDate) -> Int64 {
        var day = date
        while day.weekday != 1 { day.days -= 1 }
        return day.days
    }

    private func moments(of local: Int64, _ rule: RecurrenceRule) -> [Int64] {
        let found = shown[local] ?? []
        if case .every = rule.pattern, rule.times.isEmpty, let start = rule.start?.seconds, found.contains(start) {
            return [start]
        }
        guard found.count > 1 else { return found.isEmpty ? shifted(local, rule) : found }
        switch rule.onOverlap {
        case .first: return [found[0]]
        case .second: return [found[1]]
        case .both: return found
        }
    }

    /// The change that jumps over this local time, and the offset before it.
    private func shifted(_ local: Int64, _ rule: RecurrenceRule) -> [Int64] {
        guard rule.onGap == .shift else { return [] }
        for (before, after) in zip(offsets, offsets.dropFirst())
        where after.at + before.offset <= local && local < after.at + after.offset {
            return [local - before.offset]
        }
        return []
    }
}
