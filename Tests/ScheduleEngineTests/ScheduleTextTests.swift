import ScheduleEngine
import TestSupport
import Testing

struct ScheduleTextTests {
    @Test
    func `a schedule reads as words and numbers`() throws {
        let rule = RecurrenceRule(
            pattern: .weekly(days: .mondayWednesday, interval: 2), times: try [time("10:00")],
            zone: "America/New_York", start: Instant(seconds: 1_735_120_800))
        let expected =
            "weekly;days=1,3;interval=2;times=36000;start=1735120800;gap=shift;overlap=first;spread=0;"
            + "zone=America/New_York"
        #expect(Schedule(rule: .recurring(rule)).description == expected)
        #expect(Schedule(expected) == Schedule(rule: .recurring(rule)))
        let cron = RecurrenceRule(
            pattern: .cron(try CronExpression("0 9 * * MON-FRI")), times: [], zone: "UTC", onOverlap: .both)
        let cronText = "cron;expression=0 9 * * MON-FRI;times=;gap=shift;overlap=both;spread=0;zone=UTC"
        #expect(Schedule(rule: .recurring(cron)).description == cronText)
        #expect(Schedule(cronText) == Schedule(rule: .recurring(cron)))
        var excluding = rule
        excluding.exclude = ExcludedDays(yearly: [(12, 25)])
        let text = expected.replacing(";gap", with: ";exclude=--12-25;gap")
        #expect(Schedule(rule: .recurring(excluding)).description == text)
        #expect(Schedule(text) == Schedule(rule: .recurring(excluding)))
        #expect(Schedule("once;at=-5;spread=60") == Schedule(rule: .once(Instant(seconds: -5)), spread: .minutes(1)))
        #expect(Schedule("triggered;spread=0") == Schedule(rule: .triggered))
    }

    @Test(arguments: [
        "", "once", "once;at=;spread=0", "once;at=1;spread=0;", "once;at=9223372036854775808;spread=0",
        "once;at=99999999999999999999;spread=0",
        "triggered", "triggered;spread=-", "daily;interval=1;times=86400;gap=shift;overlap=first;spread=0;zone=UTC",
        "daily;interval=1;times=1,;gap=shift;overlap=first;spread=0;zone=UTC",
        "daily;interval=1;times=1;gap=jump;overlap=first;spread=0;zone=UTC",
        "weekly;days=8;interval=1;times=1;gap=shift;overlap=first;spread=0;zone=UTC",
        "every;unit=years;interval=1;times=;gap=shift;overlap=first;spread=0;zone=UTC",
        "daily;interval=1;times=1;gap=shift;overlap=first;spread=0", "日;", "daily;interval=1",
        "cron;expression=0 9 * *;times=;gap=shift;overlap=first;spread=0;zone=UTC", "cron;expression=",
        "cron;expression=0 9 * * *", "cron;times=;gap=shift;overlap=first;spread=0;zone=UTC",
        "daily;interval=1;times=1;exclude=;gap=shift;overlap=first;spread=0;zone=UTC",
        "daily;interval=1;times=1;exclude=2026-02-30;gap=shift;overlap=first;spread=0;zone=UTC",
        "daily;interval=1;times=1;exclude=2026-02-03", "daily;interval=1;times=1;gap=shift;overlap=first;spread=0",
        "日;", "daily;interval=1",
    ])
    func `anything else is no schedule`(text: String) {
        #expect(Schedule(text) == nil)
    }

    @Test
    func `every schedule survives the round trip, and damaged text never traps`() {
        let seed: UInt64 = 735
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<5_000 {
            let schedule = randomSchedule(&generator)
            let text = schedule.description
            #expect(Schedule(text) == schedule, "seed \(seed): \(text)")
            var bytes = Array(text.utf8)
            bytes[Int.random(in: bytes.indices, using: &generator)] = UInt8.random(in: 32...126, using: &generator)
            bytes.removeLast(Int.random(in: 0..<bytes.count, using: &generator) / 8)
            let damaged = String(decoding: bytes, as: UTF8.self)
            if let read = Schedule(damaged) { #expect(Schedule(read.description) == read, "seed \(seed): \(damaged)") }
        }
    }

    private func randomSchedule(_ generator: inout SeededGenerator) -> Schedule {
        let numbers = [Int.min, -31, -1, 0, 1, 7, 31, Int.max]
        func number(_ generator: inout SeededGenerator) -> Int { numbers.randomElement(using: &generator) ?? 0 }
        func instant(_ generator: inout SeededGenerator) -> Instant {
            Instant(seconds: Int64.random(in: Int64.min...Int64.max, using: &generator))
        }
        let spread = TimeSpan(seconds: Int64(number(&generator)))
        let pattern: RecurrencePattern
        switch Int.random(in: 0..<7, using: &generator) {
        case 0: return Schedule(rule: .once(instant(&generator)), spread: spread)
        case 1: return Schedule(rule: .triggered, spread: spread)
        case 2: pattern = .daily(interval: number(&generator))
        case 3:
            let days = WeekdaySet(rawValue: UInt8.random(in: 0...255, using: &generator))
            pattern = .weekly(days: days, interval: number(&generator))
        case 4:
            let days = (0..<Int.random(in: 0..<4, using: &generator)).map { _ in number(&generator) }
            pattern = .monthly(days: days, interval: number(&generator))
        case 5:
            let expression = try? CronExpression(RandomCron.expression(&generator))
            pattern = expression.map { .cron($0) } ?? .daily(interval: 1)
        default:
            let unit = FrequencyUnit.allCases.randomElement(using: &generator) ?? .days
            pattern = .every(interval: number(&generator), unit: unit)
        }
        let times = (0..<Int.random(in: 0..<4, using: &generator)).compactMap { _ in
            LocalTime(secondOfDay: Int.random(in: 0..<86_400, using: &generator))
        }
        let zones = ["UTC", "America/Argentina/Buenos_Aires", "", "a;b=c;zone=d", "Zürich"]
        let rule = RecurrenceRule(
            pattern: pattern, times: times, zone: zones.randomElement(using: &generator) ?? "UTC",
            start: Bool.random(using: &generator) ? instant(&generator) : nil,
            end: Bool.random(using: &generator) ? instant(&generator) : nil,
            onGap: GapPolicy.allCases.randomElement(using: &generator) ?? .shift,
            onOverlap: OverlapPolicy.allCases.randomElement(using: &generator) ?? .first,
            exclude: Bool.random(using: &generator) ? RandomDays.some(&generator) : ExcludedDays())
        return Schedule(rule: .recurring(rule), spread: spread)
    }
}
