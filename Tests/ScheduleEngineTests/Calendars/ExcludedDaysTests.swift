import ScheduleEngine
import TestSupport
import Testing

struct ExcludedDaysTests {
    private func day(_ text: String) throws -> CivilDate { try instant(text + "T00:00:00Z").day }

    @Test
    func `single days, stretches, days of every year and rules are all asked`() throws {
        let days = try #require(
            ExcludedDays("2026-11-26,2026-12-24..2026-12-26,--02-29,--01-01,2026-01-05/P1D/FREQ=WEEKLY/BYDAY=MO"))
        let inside = [
            "2026-11-26", "2026-12-24", "2026-12-25", "2026-12-26", "2028-02-29", "1800-01-01", "2026-01-05",
            "2031-10-06",
        ]
        let outside = ["2026-11-25", "2026-11-27", "2026-12-23", "2026-12-27", "2026-03-01", "2025-12-29"]
        for text in inside { #expect(days.contains(try day(text)), "\(text)") }
        for text in outside { #expect(!days.contains(try day(text)), "\(text)") }
    }

    @Test
    func `stretches that touch or overlap are one, and equal days are equal in whatever order they came`() throws {
        let text = "2026-12-26..2026-12-31,--12-25,2026-12-24,2026-12-25,2026-12-20..2026-12-27"
        let days = try #require(ExcludedDays(text))
        #expect(days.description == "2026-12-20..2026-12-31,--12-25")
        #expect(ExcludedDays("2026-12-20..2026-12-31,--12-25") == days)
        #expect(ExcludedDays("2026-12-31,2027-01-01")?.description == "2026-12-31..2027-01-01")
    }

    @Test
    func `a union has the days of both, each once`() throws {
        let one = try #require(ExcludedDays("2026-12-24..2026-12-26,--12-25,2026-01-05/P1D/FREQ=DAILY/INTERVAL=9"))
        let other = try #require(ExcludedDays("2026-12-26..2026-12-28,--01-01,2026-01-05/P1D/FREQ=DAILY/INTERVAL=9"))
        let union = one.union(other)
        #expect(
            union.description == "2026-12-24..2026-12-28,--01-01,--12-25,2026-01-05/P1D/FREQ=DAILY/INTERVAL=9")
        #expect(other.union(one) == union)
        #expect(one.union(ExcludedDays()) == one)
        #expect(ExcludedDays().union(one) == one)
    }

    @Test
    func `no days at all are empty, and a yearly day that no year has is none`() throws {
        #expect(ExcludedDays().isEmpty)
        #expect(ExcludedDays("") == ExcludedDays())
        #expect(ExcludedDays(yearly: [(2, 30), (13, 1), (0, 1)]).isEmpty)
        #expect(!ExcludedDays(yearly: [(2, 29)]).isEmpty)
        let far = CivilDate(days: 10_000_000)...CivilDate(days: 10_000_001)
        #expect(ExcludedDays(stretches: [far]).isEmpty)
    }

    @Test(arguments: [
        ",", "2026-11-26,", "2026-02-30", "2026-1-01", "2026-12-26..2026-12-24", "2026-12-24..", "--13-01", "--02-30",
        "-12-25", "2026-11-26 ", "2026-01-05/P1D", "2026-01-05/P0D/FREQ=DAILY", "2026-01-05/P367D/FREQ=DAILY",
        "2026-01-05/P1D/FREQ=HOURLY", "2026-01-05/P1D/FREQ=DAILY/INTERVAL=0", "2026-01-05/P1D/FREQ=DAILY/BYDAY=1MO",
        "2026-01-05/P1D/FREQ=WEEKLY/BYMONTHDAY=1", "2026-01-05/P1D/FREQ=YEARLY/BYDAY=54MO",
        "2026-01-05/P1D/FREQ=MONTHLY/BYYEARDAY=1", "2026-01-05/P1D/FREQ=YEARLY/BYMONTH=13",
        "2026-01-05/P1D/FREQ=YEARLY/BYDAY=", "2026-01-05/P1D/FREQ=DAILY/EXDATE=x", "日",
    ])
    func `anything else is no days`(text: String) {
        #expect(ExcludedDays(text) == nil)
    }

    @Test
    func `all days survive the round trip, and damaged text never traps`() throws {
        let seed: UInt64 = 5_545
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<2_000 {
            let days = RandomDays.some(&generator)
            let text = days.description
            #expect(ExcludedDays(text) == days, "seed \(seed): \(text)")
            #expect(!text.utf8.contains(UInt8(ascii: ";")))
            var bytes = Array(text.utf8)
            guard !bytes.isEmpty else { continue }
            bytes[generator.number(0...bytes.count - 1)] = UInt8(generator.number(32...126))
            let damaged = String(decoding: bytes, as: UTF8.self)
            if let read = ExcludedDays(damaged) {
                #expect(ExcludedDays(read.description) == read, "seed \(seed): \(damaged)")
            }
        }
    }

    @Test
    func `membership agrees with a list of the days`() throws {
        let seed: UInt64 = 26
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<300 {
            let from = generator.number(19_000...22_000)
            var listed: Set<Int> = []
            var stretches: [ExcludedDays.Stretch] = []
            for _ in 0..<generator.number(0...12) {
                let first = from + generator.number(-40...40)
                let last = first + (generator.oneIn(2) ? 0 : generator.number(0...9))
                stretches.append(CivilDate(days: Int64(first))...CivilDate(days: Int64(last)))
                listed.formUnion(first...last)
            }
            let days = ExcludedDays(stretches: stretches)
            for number in from - 60...from + 60 {
                #expect(
                    days.contains(CivilDate(days: Int64(number))) == listed.contains(number), "seed \(seed): \(days)")
            }
        }
    }
}

extension Instant {
    var day: CivilDate { CivilDate(days: seconds / 86_400) }
}
