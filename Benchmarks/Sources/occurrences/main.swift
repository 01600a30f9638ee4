// The schedules of the figures, through the sequence that the reconciler and `upcoming` walk.
//
//   occurrences daily|weekly|cron-daily|cron-weekly ROUNDS
//
// Prints the number of all instants and their sum, as peers/occurrences_floor.c does.
import Glibc
import ScheduleEngine
import ZoneDatabase

func usage() -> Never {
    _ = "usage: occurrences daily|weekly|cron-daily|cron-weekly ROUNDS\n".withCString {
        write(STDERR_FILENO, $0, strlen($0))
    }
    exit(64)
}

let daily = RecurrenceRule(
    pattern: .daily(interval: 1), times: [LocalTime("10:00")].compactMap { $0 }, zone: "America/New_York")
let weekly = RecurrenceRule(
    pattern: .weekly(days: WeekdaySet(rawValue: 0b010_1010), interval: 1),
    times: [LocalTime("14:00")].compactMap { $0 }, zone: "Europe/London")

let cronDaily = RecurrenceRule(
    pattern: .cron(try CronExpression("0 10 * * *")), times: [], zone: "America/New_York")
let cronWeekly = RecurrenceRule(
    pattern: .cron(try CronExpression("0 14 * * MON,WED,FRI")), times: [], zone: "Europe/London")
let rules = ["daily": daily, "weekly": weekly, "cron-daily": cronDaily, "cron-weekly": cronWeekly]

let arguments = CommandLine.arguments.dropFirst()
guard arguments.count == 2, let kind = arguments.first, let rounds = arguments.last.flatMap({ Int($0) }),
    let rule = rules[kind]
else { usage() }

// 2026-01-01 to 2036-01-01, UTC.
let after = Instant(seconds: 1_767_225_600)
let through = Instant(seconds: 2_082_758_400)
let schedule = CompiledSchedule(
    Schedule(rule: .recurring(rule)), zone: try SystemZoneDatabase().rules(for: rule.zone))
var count = 0
var sum: Int64 = 0
for _ in 0..<rounds {
    for instant in schedule.occurrences(after: after, through: through) {
        count += 1
        sum &+= instant.seconds
    }
}
print(count, sum)
