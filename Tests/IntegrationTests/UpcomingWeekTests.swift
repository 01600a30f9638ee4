import Foundation
import TestSupport
import Testing

/// `upcoming --week`, as it is printed. Berlin's clocks go back on Sunday 2026-10-25, and forward on 2026-03-29.
@Suite struct UpcomingWeekTests {
    private static let tree = [
        "daily.yaml": Samples.recurring("daily", "pattern: daily, timeOfDay: '09:00'"),
        "night.yaml": Samples.recurring("night", "pattern: daily, timeOfDay: '02:30', onGap: shift, onOverlap: both"),
        "twice.yaml": Samples.recurring(
            "twice", "pattern: weekly, daysOfWeek: [wed], timeOfDay: ['09:00', '18:00']"),
        "abroad.yaml": Samples.recurring(
            "abroad", "pattern: weekly, daysOfWeek: [sat], timeOfDay: '09:30', timezone: America/New_York"),
        "resting.yaml": Samples.recurring("resting", "pattern: daily, timeOfDay: '12:00'", extra: "status: paused\n"),
        "once.yaml": Samples.once("once", at: "2027-06-01T00:00:00Z"),
        "_defaults.yaml": "timezone: Europe/Berlin\n" + Samples.defaults,
    ]

    private func week(_ site: Site, _ arguments: String...) throws -> String {
        let result = try site.start(["upcoming", "--week"] + arguments).finish()
        #expect(result.code == 0, "\(result.error)")
        return result.output
    }

    @Test func `a week with an hour that happens twice`() throws {
        let text = try week(try Site.greeting(Self.tree), "--now", "2026-10-22T15:20:00Z")
        #expect(
            text == """
                Thu 22 Oct – Wed 28 Oct 2026, Europe/Berlin (the tree's time zone)

                          Thu      Fri      Sat      Sun      Mon      Tue      Wed
                       22 Oct   23 Oct   24 Oct   25 Oct   26 Oct   27 Oct   28 Oct
                    ·
                02:00                1        1        2²       1        1        1
                    ·
                09:00                1        1        1        1        1        2
                    ·
                15:00                ·        1        ·        ·        ·        ·
                    ·
                18:00       ·        ·        ·        ·        ·        ·        1
                    ·
                total       0        2        3        3        2        2        4
                ² clocks back 1h on Sun 25 Oct, from 03:00 to 02:00

                16 runs of 4 campaigns; the busiest hours have 2, the first of them is Sun 25 Oct 02:00.

                CAMPAIGN  RUNS  WHEN
                abroad       1  Sat 15:30
                daily        6  Fri–Wed 09:00
                night        7  Fri, Sat, Mon–Wed 02:30; Sun 02:30, 02:30
                twice        2  Wed 09:00, 18:00

                """)
    }

    @Test func `a week with an hour that the clocks skip, up to an instant within it`() throws {
        let text = try week(
            try Site.greeting(Self.tree), "daily", "night", "abroad", "--now", "2026-03-27T06:00:00Z", "--until",
            "2026-03-31T06:59:59Z")
        #expect(
            text == """
                Fri 27 Mar – Thu 2 Apr 2026, Europe/Berlin (the tree's time zone)

                          Fri      Sat      Sun      Mon      Tue      Wed      Thu
                       27 Mar   28 Mar   29 Mar   30 Mar   31 Mar    1 Apr    2 Apr
                    ·
                02:00                1       ──        1        1
                03:00                ·        1        ·        ·
                    ·
                09:00       1        1        1        1
                    ·
                14:00       ·        1        ·        ·
                    ·
                total       1        3        2        2        1        0        0
                ── clocks forward 1h on Sun 29 Mar, from 02:00 to 03:00

                9 runs of 3 campaigns; no hour has more than 1.

                CAMPAIGN  RUNS  WHEN
                abroad       1  Sat 14:30
                daily        4  Fri–Mon 09:00
                night        4  Sat, Mon, Tue 02:30; Sun 03:30

                """)
    }

    @Test func `the zone is the one asked for, else the tree's, else UTC, and the heading says which`() throws {
        func heading(_ files: [String: String], _ arguments: String...) throws -> Substring? {
            let site = try Site.greeting(files)
            let all = ["upcoming", "--week", "--now", "2026-06-01T12:00:00Z"] + arguments
            return try site.start(all).finish().output.split(separator: "\n").first
        }
        let days = "Mon 1 Jun – Sun 7 Jun 2026, "
        #expect(try heading(Self.tree) == "\(days)Europe/Berlin (the tree's time zone)")
        #expect(
            try heading(Self.tree, "--timezone", "Asia/Tokyo") == "\(days)Asia/Tokyo", "21:00 there: still the 1st")
        #expect(
            try heading(Self.tree, "--timezone", "Pacific/Auckland")
                == "Tue 2 Jun – Mon 8 Jun 2026, Pacific/Auckland")
        #expect(
            try heading(Self.tree.merging(["_defaults.yaml": Samples.defaults]) { $1 })
                == "\(days)UTC (_defaults.yaml names no time zone)")
    }

    @Test func `weeks follow one another up to the end, ten of them at most`() throws {
        let site = try Site.greeting(Self.tree)
        func headings(_ until: String) throws -> [Substring] {
            try week(site, "--now", "2026-11-23T12:00:00Z", "--until", until).split(separator: "\n")
                .filter { $0.contains(" – ") }
        }
        #expect(try headings("7d").map { $0.prefix(26) } == ["Mon 23 Nov – Sun 29 Nov 20"])
        #expect(try headings("2w").count == 2)
        #expect(
            try headings("2026-12-07T00:00:00+01:00").map { $0.prefix(10) } == [
                "Mon 23 Nov", "Mon 30 Nov", "Mon 7 Dec ",
            ])
        #expect(try headings("70d").last?.hasPrefix("Mon 25 Jan – Sun 31 Jan 2027") == true)
        #expect(try headings("6w").last?.hasPrefix("Mon 28 Dec 2026 – Sun 3 Jan 2027") == true)
        let many = try week(site, "--now", "2026-11-23T12:00:00Z", "--until", "9999-12-31T00:00:00Z")
        #expect(many.hasSuffix("\nNo more than 10 weeks are shown.\n"))
        #expect(
            try week(site, "--now", "2026-11-23T12:00:00Z", "--until", "2026-11-23T11:59:59Z")
                == "Nothing is coming up in that time.\n")
    }

    @Test func `each minute is a number, many campaigns are the busiest of them, and none is said`() throws {
        let minutes = "pattern: custom, frequency: { interval: 1, unit: minutes }, timezone: UTC"
        var files = ["busy.yaml": Samples.recurring("busy", minutes)]
        for number in 10..<45 {
            files["c\(number).yaml"] = Samples.recurring(
                "c\(number)", "pattern: weekly, daysOfWeek: [tue], timeOfDay: '10:\(number)', timezone: UTC")
        }
        let site = try Site.greeting(files)
        let text = try week(site, "--now", "2026-06-01T23:30:00Z", "--until", "2026-06-03T23:59:59Z")
        #expect(text.contains("23:00      30       60       60\n"))
        #expect(text.contains("10:00               95       60\n"))
        #expect(text.contains("busy      2910  Mon 30 times; Tue, Wed 1440 times\n"))
        #expect(text.contains("\nc38          1  Tue 10:38\n") && !text.contains("c39"))
        #expect(text.hasSuffix("The 30 busiest of 36; 'campanile upcoming' lists them all.\n"))
        #expect(
            try week(site, "c10", "--now", "2026-06-02T10:11:00Z", "--until", "2026-06-05T00:00:00Z").hasSuffix(
                "\n\nNothing is coming up in that week.\n"))
    }

    @Test func `on a terminal busy hours stand out`() throws {
        guard FileManager.default.isExecutableFile(atPath: "/usr/bin/script") else {
            return print("left out: there is no 'script' to make a terminal with")
        }
        let files = (0..<6).map { number in
            let days = number < 2 ? "mon, tue, wed" : number < 4 ? "tue, wed" : "wed"
            let rule = "pattern: weekly, daysOfWeek: [\(days)], timeOfDay: '10:0\(number)', timezone: UTC"
            return ("c\(number).yaml", Samples.recurring("c\(number)", rule))
        }
        let site = try Site.greeting(Dictionary(uniqueKeysWithValues: files))
        let command =
            "\(Binary.path) upcoming --week --now 2026-06-01T00:00:00Z --config \(site.tree) --state \(site.state)"
        func output(_ environment: [String: String]) throws -> String {
            try ChildProcess(
                "/usr/bin/script", ["-qec", command, "/dev/null"],
                environment: ["PATH": "/usr/bin:/bin"].merging(environment) { $1 }
            ).finish().output
        }
        let coloured = try output(["TERM": "xterm"])
        for cell in ["[36m2", "[33m4", "[7;33m6"] { #expect(coloured.contains("\u{1B}\(cell)\u{1B}[0m"), "\(cell)") }
        #expect(try !output(["TERM": "xterm", "NO_COLOR": "1"]).contains("\u{1B}"))
    }
}
