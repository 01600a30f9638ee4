import ScheduleEngine
import TestSupport
import Testing

struct NominalTimesTests {
    private func schedule(onGap: GapPolicy = .shift, onOverlap: OverlapPolicy = .first) throws -> CompiledSchedule {
        let times = [LocalTime("01:30"), LocalTime("02:30")].compactMap(\.self)
        return CompiledSchedule(
            Schedule(
                rule: .recurring(
                    RecurrenceRule(
                        pattern: .daily(interval: 1), times: times, zone: "America/New_York", onGap: onGap,
                        onOverlap: onOverlap)), spread: .minutes(1)),
            zone: try systemZones.rules(for: "America/New_York"))
    }

    private func local(_ text: String) throws -> Int64 { try #require(Instant(rfc3339: text)).seconds }

    @Test
    func `a stretch of the wall clock has the times that the rule names, whether the clocks show them or not`() throws {
        let times = Array(
            try schedule().nominalTimes(
                from: local("2026-03-08T01:30:00Z"), through: local("2026-03-09T01:29:59Z")))
        #expect(times == [try local("2026-03-08T01:30:00Z"), try local("2026-03-08T02:30:00Z")])
    }

    @Test
    func `a local time comes to what the policies say, with the spread`() throws {
        let gap = try local("2026-03-08T02:30:00Z")
        #expect(try schedule().instants(ofNominal: gap) == [Instant(rfc3339: "2026-03-08T03:31:00-04:00")])
        #expect(try schedule(onGap: .skip).instants(ofNominal: gap).isEmpty)
        let twice = try local("2026-11-01T01:30:00Z")
        let first = Instant(rfc3339: "2026-11-01T01:31:00-04:00")
        let second = Instant(rfc3339: "2026-11-01T01:31:00-05:00")
        #expect(try schedule().instants(ofNominal: twice) == [first])
        #expect(try schedule(onOverlap: .second).instants(ofNominal: twice) == [second])
        #expect(try schedule(onOverlap: .both).instants(ofNominal: twice) == [first, second])
    }

    @Test
    func `elapsed time names no local times`() throws {
        let rule = RecurrenceRule(pattern: .every(interval: 5, unit: .minutes), times: [], zone: "UTC")
        let schedule = CompiledSchedule(Schedule(rule: .recurring(rule)), zone: .utc)
        #expect(Array(schedule.nominalTimes(from: 0, through: 86_400)).isEmpty)
    }
}
