import CampaignFiles
import ScheduleEngine
import Testing

@Suite struct RuleTableTests {
    @Test func `two hundred random rules have the days that another program gives them`() throws {
        let rows = RuleTable.rows.split(separator: "\n").map { $0.split(separator: " ") }
        #expect(rows.count == 200)
        var calendars: [String: String] = [:]
        for (number, row) in rows.enumerated() {
            calendars["r\(number).ics"] = CalendarSamples.event("DTSTART;VALUE=DATE:\(row[0])\nRRULE:\(row[1])")
        }
        let read = try CalendarSamples.read(calendars)
        let first = try #require(CivilDate(year: 2020, month: 1, day: 1)).days
        let last = try #require(CivilDate(year: 2029, month: 12, day: 31)).days
        for (number, row) in rows.enumerated() {
            let days = try #require(read["r\(number)"], "\(row[1]) is refused")
            var count = 0
            var hash: UInt64 = 0xCBF2_9CE4_8422_2325
            for day in first...last where days.contains(CivilDate(days: day)) {
                count += 1
                hash = (hash ^ UInt64(day)) &* 0x100_0000_01B3
            }
            #expect("\(count)" == row[2] && hash == UInt64(row[3], radix: 16), "\(row[0]) \(row[1]): \(days)")
        }
    }
}
