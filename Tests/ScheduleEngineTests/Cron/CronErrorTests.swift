import ScheduleEngine
import TestSupport
import Testing

struct CronErrorTests {
    static let faults: [(String, String, String)] = [
        ("", "it is empty", "'0 9 * * MON-FRI'"), (" \t\n", "it is empty", "the five are minute"),
        ("0 9 * *", "there are 4 fields, not 5", "the five are minute"),
        ("0 0 9 * * MON", "there are 6 fields, not 5: seconds and years aren't part of it", "leave them out"),
        ("0 0 9 * * MON 2026", "there are 7 fields, not 5: seconds and years aren't part of it", "leave them out"),
        ("0 9 1, 15 * *", "there are 6 fields, not 5", "without spaces"),
        ("0 9 * * * * * *", "there are 8 fields, not 5", "the five are minute"),
        ("60 * * * *", "minute: 60 is not in 0–59", "such as 0"), ("-1 * * * *", "minute: '-1' is not a value", "0–59"),
        ("0 24 * * *", "hour: 24 is not in 0–23", "such as 9"), ("0 0 0 * *", "day of month: 0 is not in 1–31", "L"),
        ("0 0 32 * *", "day of month: 32 is not in 1–31", "such as 1"),
        ("0 0 32W * *", "day of month: 32 is not in 1–31", ""),
        ("0 0 * 13 *", "month: 13 is not in 1–12", "JAN"), ("0 0 * * 8", "day of week: 8 is not in 0–7", "MON-FRI"),
        ("99999999999999999999999 * * * *", "minute: '99999999999999999999999' is not in 0–59", ""),
        ("0 22-2 * * *", "hour: the range '22-2' runs backwards", "write '22-23,0-2'"),
        ("0 23-0 * * *", "hour: the range '23-0' runs backwards", "write '23,0'"),
        ("0 20-4/3 * * *", "hour: the range '20-4/3' runs backwards", "write '20,23,2'"),
        ("0 0 * NOV-FEB *", "month: the range 'NOV-FEB' runs backwards", "write '11-12,1-2'"),
        ("0 0 * * FRI-MON", "day of week: the range 'FRI-MON' runs backwards", "write '5-6,0-1'"),
        ("0 0 * * 7-3", "day of week: the range '7-3' runs backwards", "write '0-3'"),
        ("*/0 * * * *", "minute: the step of '*/0' is not in 1–60", "write '*'"),
        ("*/90 * * * *", "minute: the step of '*/90' is not in 1–60", "pattern: custom"),
        ("0 0 1-7/32 * *", "day of month: the step of '1-7/32' is not in 1–31", ""),
        ("*/ * * * *", "minute: '*/' has no whole number after '/'", "*/2"),
        ("*/5x * * * *", "minute: '*/5x' has no whole number after '/'", "*/2"),
        ("1,,2 * * * *", "minute: a part of the list is empty", "one comma"), (", * * * *", "minute: a part", ""),
        ("1-2-3 * * * *", "minute: '1-2-3' is not a value", ""), ("*5 * * * *", "minute: '*5' is not a value", ""),
        ("0 0 ? * MON", "day of month: '?' is not used here", "write '*'"), ("0 0 * * ?", "day of week: '?'", "'*'"),
        ("H * * * *", "minute: 'H' is not a value", "schedule.spread"),
        ("L * * * *", "minute: 'L' is not a value", "0–59"),
        ("0 0 L-3 * *", "day of month: 'L-3' is not a day", "LW"),
        ("0 0 WL * *", "day of month: 'WL' is not a value", "15W"),
        ("0 0 1-15W * *", "day of month: '1-15W' is not a value", ""),
        ("0 0 15W/2 * *", "day of month: '15W/2'", "one day"),
        ("0 0 15L * *", "day of month: '15L' is not a value", ""),
        ("0 0 * * L", "day of week: 'L' is not a value", "5L"),
        ("0 0 * * 5L/2", "day of week: '5L/2' can't be read", "5L"),
        ("0 0 * * MON#6", "day of week: 'MON#6'", "1 to 5"),
        ("0 0 * * MON#", "day of week: 'MON#' names no week", "1 to 5"),
        ("0 0 * * 1#2-3", "day of week: '1#2-3'", "1 to 5"),
        ("0 0 * * MONDAY", "day of week: 'MONDAY' is not a name", "MON"), ("0 0 * JUNE *", "month: 'JUNE' is", "JUN"),
        ("0 0 * * MO", "day of week: 'MO' is not a value", "0–7"), ("0 JAN * * *", "hour: 'JAN' is not a value", ""),
        ("@reboot", "there is no '@reboot'", "@daily"), ("@every 5m", "there is no '@every'", "pattern: custom"),
        ("@dialy", "there is no '@dialy'", "@annually"), ("@daily 5", "nothing may follow '@daily'", "'0 0 * * *'"),
        ("0 0 * * Montag", "day of week: 'Montag' is not a name", "MON"),
        ("٣ * * * *", "minute: '٣' is not a value", ""),
        ("\u{1B}[2J * * * *", "minute: '?[2J' is not a value", ""),
    ]

    @Test(arguments: faults)
    func `a fault names the field and the part, and a way out`(text: String, message: String, hint: String) {
        let error = #expect(throws: CronError.self) { try CronExpression(text) }
        #expect(error?.message.hasPrefix(message) == true, "\(error?.message ?? "")")
        #expect(hint.isEmpty || error?.hint.contains(hint) == true, "\(error?.hint ?? "")")
    }

    @Test(arguments: faults)
    func `what the hint of a backwards range says can be written`(text: String, message: String, hint: String) throws {
        guard message.hasSuffix("backwards"), let proper = hint.split(separator: "'").last else { return }
        let range = try #require(message.split(separator: "'").dropFirst().first)
        _ = try CronExpression(text.replacing(range, with: proper))
    }

    @Test
    func `a long text is refused, and quoted no further than a line`() {
        let long = "0 0 * * " + String(repeating: "1,", count: 495)
        #expect(throws: Never.self) { try CronExpression(long + "1") }
        let error = #expect(throws: CronError.self) { try CronExpression(long + "1,1") }
        #expect(error?.message == "it is longer than 1000 bytes")
        let word = #expect(throws: CronError.self) {
            try CronExpression(String(repeating: "x", count: 900) + " * * * *")
        }
        #expect(word?.message == "minute: '\(String(repeating: "x", count: 40))…' is not a value")
    }

    @Test
    func `a description is the text with single spaces, and reads back as an equal value`() throws {
        let expression = try CronExpression("\t0  9 * * Mon-Fri\n")
        #expect(expression.description == "0 9 * * Mon-Fri")
        #expect(try CronExpression(expression.description) == expression)
        #expect(try CronExpression("0\t9 * * 1").description == "0 9 * * 1")
        #expect(try CronExpression("@Daily").description == "@Daily")
    }

    @Test(arguments: [
        ("* * * * *", true), ("0 */2 * * *", true), ("0 *,5 * * *", true), ("@hourly", true), ("0 0-23 * * *", false),
        ("*/5 9 * * *", false), ("@daily", false),
    ])
    func `an hour field that begins with a star means every hour`(text: String, isEveryHour: Bool) throws {
        #expect(try CronExpression(text).isEveryHour == isEveryHour)
    }

    @Test
    func `no bytes make the reader trap, and what it takes it reads back`() throws {
        let seed: UInt64 = 5_150
        var generator = SeededGenerator(seed: seed)
        let alphabet = Array("0123456789*/-,#LWlw@ ?HMONSUNjanFEB;\t\u{0}é".utf8)
        let seeds = ["0 9 * * MON-FRI", "*/5 1-7/2 15W,L 1 MON#2,5L", "0 0 LW JAN-DEC 0-7"].map { Array($0.utf8) }
        var taken = 0
        for _ in 0..<10_000 {
            var bytes: [UInt8]
            if generator.oneIn(3) {
                bytes = (0..<generator.number(0...30)).map { _ in UInt8(generator.number(0...255)) }
            } else {
                bytes = generator.pick(seeds)
                for _ in 0..<generator.number(1...2) {
                    let index = generator.number(0...(bytes.count - 1))
                    if generator.oneIn(2) {
                        bytes[index] = generator.pick(alphabet)
                    } else {
                        bytes.insert(generator.pick(alphabet), at: index)
                    }
                }
            }
            let text = String(decoding: bytes, as: UTF8.self)
            guard let expression = try? CronExpression(text) else { continue }
            taken += 1
            #expect(!expression.description.contains(";"), "seed \(seed): \(text)")
            #expect(try CronExpression(expression.description) == expression, "seed \(seed): \(text)")
            let schedule = Schedule(rule: .recurring(try rule(.cron(expression), in: "UTC")))
            #expect(Schedule(schedule.description) == schedule, "seed \(seed): \(text)")
        }
        #expect(taken > 300, "seed \(seed)")
    }
}
