import ScheduleEngine
import Testing

struct CronOccurrenceTests {
    /// An expression, and its first occurrences after 2026-01-01T00:00:00Z, a Thursday: a date alone means midnight.
    struct Case: Sendable, CustomTestStringConvertible {
        var expression: String
        var expected: [String]

        init(_ expression: String, _ expected: String...) {
            self.expression = expression
            self.expected = expected
        }

        var testDescription: String { expression }
    }

    static let plain = [
        Case("0 9 * * MON-FRI", "2026-01-01T09:00", "2026-01-02T09:00", "2026-01-05T09:00", "2026-01-06T09:00"),
        Case("*/20 * * * *", "2026-01-01T00:20", "2026-01-01T00:40", "2026-01-01T01:00"),
        Case("5/25 * * * *", "2026-01-01T00:05", "2026-01-01T00:30", "2026-01-01T00:55", "2026-01-01T01:05"),
        Case("*/60 */24 * * *", "2026-01-02", "2026-01-03"),
        Case(
            "0 22-23,0-2 * * *", "2026-01-01T01:00", "2026-01-01T02:00", "2026-01-01T22:00", "2026-01-01T23:00",
            "2026-01-02"),
        Case("30 4 10-20/5 * *", "2026-01-10T04:30", "2026-01-15T04:30", "2026-01-20T04:30", "2026-02-10T04:30"),
        Case("0 12 * jan,JUL-aug 0,6", "2026-01-03T12:00", "2026-01-04T12:00", "2026-01-10T12:00"),
        Case("00 007 01 04 *", "2026-04-01T07:00", "2027-04-01T07:00"),
        Case("59 23 31 12 *", "2026-12-31T23:59", "2027-12-31T23:59"),
        Case("0 0 29 2 *", "2028-02-29", "2032-02-29"),
        Case("0 0 31 * *", "2026-01-31", "2026-03-31", "2026-05-31"),
    ]

    static let weekdays = [
        Case("0 0 * * 7", "2026-01-04", "2026-01-11"), Case("0 0 * * 0", "2026-01-04", "2026-01-11"),
        Case("0 0 * * FRI-SUN", "2026-01-02", "2026-01-03", "2026-01-04", "2026-01-09"),
        Case("0 0 * * 5-7", "2026-01-02", "2026-01-03", "2026-01-04", "2026-01-09"),
        Case("0 0 * * sun-Tue", "2026-01-04", "2026-01-05", "2026-01-06", "2026-01-11"),
        Case("0 0 * * SUN-SUN", "2026-01-04", "2026-01-11"),
        Case("0 0 * * 0-7", "2026-01-02", "2026-01-03"),
        Case("0 0 * * 4/2", "2026-01-03", "2026-01-08", "2026-01-10"),
        Case("0 0 * * 1-7/3", "2026-01-04", "2026-01-05", "2026-01-08", "2026-01-11"),
    ]

    static let specials = [
        Case("0 0 L * *", "2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"),
        Case("0 0 l 2 *", "2026-02-28", "2027-02-28", "2028-02-29"),
        Case("0 0 LW * *", "2026-01-30", "2026-02-27", "2026-03-31", "2026-04-30", "2026-05-29"),
        Case(
            "0 0 15W * *", "2026-01-15", "2026-02-16", "2026-03-16", "2026-04-15", "2026-05-15", "2026-06-15",
            "2026-07-15", "2026-08-14"),
        Case("0 0 1W 8 *", "2026-08-03", "2027-08-02", "2028-08-01"),
        Case("0 0 31w * *", "2026-01-30", "2026-03-31", "2026-05-29", "2026-07-31"),
        Case("0 0 28W 2 *", "2026-02-27", "2027-02-26", "2028-02-28"),
        Case("0 0 29W 2 *", "2028-02-29", "2032-02-27"),
        Case("0 0 * * 5L", "2026-01-30", "2026-02-27", "2026-03-27", "2026-04-24"),
        Case("0 0 * * FriL", "2026-01-30", "2026-02-27", "2026-03-27", "2026-04-24"),
        Case("0 0 * * 7L", "2026-01-25", "2026-02-22"), Case("0 0 * * SUNL", "2026-01-25", "2026-02-22"),
        Case("0 0 * * MON#2", "2026-01-12", "2026-02-09", "2026-03-09", "2026-04-13"),
        Case("0 0 * * 1#2", "2026-01-12", "2026-02-09"),
        Case("0 0 * * SAT#5", "2026-01-31", "2026-05-30", "2026-08-29", "2026-10-31"),
        Case("0 0 1,15W,L * *", "2026-01-15", "2026-01-31", "2026-02-01", "2026-02-16", "2026-02-28"),
        Case(
            "0 0 * * MON#1,FRIL,WED", "2026-01-05", "2026-01-07", "2026-01-14", "2026-01-21", "2026-01-28", "2026-01-30"
        ),
        Case("0 0 * 2 MON#5", "2044-02-29", "2072-02-29"),
    ]

    static let alternatives = [
        Case("0 0 13 * FRI", "2026-01-02", "2026-01-09", "2026-01-13", "2026-01-16"),
        Case("0 0 */2 * MON", "2026-01-05", "2026-01-19", "2026-02-09", "2026-02-23", "2026-03-09"),
        Case("0 0 13 * */5", "2026-02-13", "2026-03-13", "2026-09-13", "2026-11-13"),
        Case("0 0 1-31/2 * MON", "2026-01-03", "2026-01-05", "2026-01-07"),
        Case("0 0 *,13 * FRI", "2026-01-02", "2026-01-09"),
        Case("0 0 LW * MON#1", "2026-01-05", "2026-01-30", "2026-02-02"),
    ]

    static let names = [
        Case("@hourly", "2026-01-01T01:00", "2026-01-01T02:00"), Case("@daily", "2026-01-02", "2026-01-03"),
        Case(" @Midnight ", "2026-01-02", "2026-01-03"), Case("@weekly", "2026-01-04", "2026-01-11"),
        Case("@monthly", "2026-02-01", "2026-03-01"), Case("@yearly", "2027-01-01", "2028-01-01"),
        Case("@ANNUALLY", "2027-01-01", "2028-01-01"),
    ]

    private func check(_ example: Case) throws {
        let rule = try rule(.cron(CronExpression(example.expression)), in: "UTC")
        let found = try rule.compiled().occurrences(after: instant("2026-01-01T00:00:00Z"), through: .latest)
            .prefix(example.expected.count).map(\.description)
        #expect(found == example.expected.map { $0.count == 10 ? $0 + "T00:00:00Z" : $0 + ":00Z" })
    }

    @Test(arguments: plain)
    func `numbers, names, lists, ranges and steps name dates and times`(_ example: Case) throws { try check(example) }

    @Test(arguments: weekdays)
    func `a week begins and ends on Sunday`(_ example: Case) throws { try check(example) }

    @Test(arguments: specials)
    func `last days, nearest workdays and numbered weekdays`(_ example: Case) throws { try check(example) }

    @Test(arguments: alternatives)
    func `day of month and day of week are alternatives where neither begins with a star`(_ example: Case) throws {
        try check(example)
    }

    @Test(arguments: names)
    func `names stand for expressions`(_ example: Case) throws { try check(example) }

    @Test
    func `start and end bound it, both inclusive, whatever the time of day of the start`() throws {
        let daily = try rule(
            .cron(CronExpression("30 9 * * *")), in: "Europe/Berlin", start: "2026-01-02T08:30:00Z",
            end: "2026-01-04T08:30:00Z")
        #expect(
            try daily.instants("2025-01-01T00:00:00Z", "2027-01-01T00:00:00Z") == [
                "2026-01-02T08:30:00Z", "2026-01-03T08:30:00Z", "2026-01-04T08:30:00Z",
            ])
        let late = try rule(
            .cron(CronExpression("30 9 * * *")), in: "Europe/Berlin", start: "2026-01-02T08:30:01Z")
        #expect(try late.compiled().next(after: .earliest) == instant("2026-01-03T08:30:00Z"))
    }

    @Test
    func `times of the rule don't count beside an expression`() throws {
        let rule = try rule(.cron(CronExpression("0 9 * * *")), at: ["10:00"], in: "UTC")
        #expect(try rule.instants("2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z") == ["2026-01-01T09:00:00Z"])
    }

    @Test(arguments: ["0 0 30 2 *", "0 0 31 2,4,6,9,11 *", "0 0 30W 2 *", "0 0 */30 * MON#2"])
    func `what never happens comes to an end, and says so`(text: String) throws {
        let expression = try CronExpression(text)
        #expect(expression.impossibility != nil)
        let rule = try rule(.cron(expression), in: "America/New_York")
        #expect(try rule.compiled().next(after: .earliest) == nil)
    }

    @Test(arguments: [
        "0 0 29 2 *", "0 0 29W 2 *", "0 0 30 2 MON", "0 0 * 2 MON#5", "0 0 29 2 *", "0 0 L 2 */6", "@yearly",
    ])
    func `what happens rarely is no impossibility`(text: String) throws {
        let expression = try CronExpression(text)
        #expect(expression.impossibility == nil)
        #expect(try rule(.cron(expression), in: "UTC").compiled().next(after: instant("2026-01-01T00:00:00Z")) != nil)
    }

    @Test
    func `an impossibility names the fields that can't meet`() throws {
        let day = try #require(CronExpression("0 0 30,31 FEB *").impossibility)
        #expect(day.message == "it never happens: day of month '30,31' doesn't exist in month 'FEB'")
        let weekday = try #require(CronExpression("0 0 */30 * MON#2").impossibility)
        #expect(
            weekday.message == "it never happens: day of month '*/30' and day of week 'MON#2' never fall on one date")
    }
}
