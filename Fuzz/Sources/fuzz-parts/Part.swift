@testable import Audience
@testable import CampaignFiles
import CampaignModel
import Foundation
import Fuzzing
import ScheduleEngine

/// What reads something from outside beside the tree's files.
enum Part: UInt8, CaseIterable {
    case cron, csv, zone, instant, schedule, excludedDays, importedJSON, event

    private static let start = Instant(rfc3339: "2026-06-01T00:00:00Z") ?? .earliest
    private static let end = Instant(rfc3339: "2028-06-01T00:00:00Z") ?? .latest
    private static let path =
        FileManager.default.temporaryDirectory.path + "/campanile-fuzz-\(ProcessInfo.processInfo.processIdentifier).csv"

    /// The digits from 0 stand for the parts, so that a saved input can be read.
    init(selector: UInt8) { self = Part(rawValue: selector & 7) ?? .cron }

    func check(_ bytes: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self)
        switch self {
        case .cron: checkCron(text)
        case .csv: checkCSV(bytes)
        case .zone: checkZone(bytes)
        case .instant: checkInstant(text)
        case .schedule: checkSchedule(text)
        case .excludedDays:
            guard let days = ExcludedDays(text) else { return }
            if ExcludedDays(days.description) != days { finding("written and read again, the days are others") }
        case .importedJSON: _ = try? CampaignImport(bytes)
        case .event: checkEvent(bytes)
        }
    }

    private func checkCron(_ text: String) {
        guard let expression = try? CronExpression(text) else { return }
        guard (try? CronExpression(expression.description)) == expression else {
            finding("'\(expression)' reads back as another one")
        }
        let rule = RecurrenceRule(pattern: .cron(expression), times: [], zone: "UTC")
        let compiled = CompiledSchedule(Schedule(rule: .recurring(rule)), zone: .utc)
        let times = compiled.occurrences(after: Part.start, through: Part.end).prefix(3)
        if expression.impossibility != nil, !Array(times).isEmpty { finding("what never happens happens") }
    }

    private func checkCSV(_ bytes: [UInt8]) {
        try? Data(bytes).write(to: URL(fileURLWithPath: Part.path))
        guard let reader = try? CSVReader(path: Part.path) else { return }
        var line = 0
        while let record = try? reader.next() {
            if record.isEmpty || reader.line <= line { finding("a record has no field, or begins where another does") }
            line = reader.line
        }
    }

    private func checkZone(_ bytes: [UInt8]) {
        guard let zone = try? ZoneRules(tzif: bytes, identifier: "Fuzzed/Zone") else { return }
        for year in stride(from: Int64(-1_000), to: 9_000, by: 1_000) {
            let instant = Instant(seconds: year * 31_556_952)
            _ = zone.local(instant)
            _ = zone.resolve(localSeconds: instant.seconds)
            guard let change = zone.nextTransition(after: instant) else { continue }
            if change.at <= instant { finding("the next transition lies in the past") }
        }
        let rule = RecurrenceRule(pattern: .daily(interval: 1), times: [], zone: zone.identifier, start: Part.start)
        let compiled = CompiledSchedule(Schedule(rule: .recurring(rule)), zone: zone)
        var before = Part.start
        for time in compiled.occurrences(after: Part.start, through: Part.end).prefix(20) {
            if time <= before { finding("occurrences don't ascend") }
            before = time
        }
    }

    private func checkEvent(_ line: [UInt8]) {
        guard let event = try? Event(line: line, now: Part.start) else { return }
        if (try? Event(line: line, now: Part.start)) != event { finding("read twice, the event is another") }
        if event.id.isEmpty || event.userId.isEmpty { finding("an event without a name") }
    }

    private func checkInstant(_ text: String) {
        guard let instant = Instant(rfc3339: text) else { return }
        if Instant(rfc3339: instant.rfc3339()) != instant { finding("'\(text)' reads back as another instant") }
    }

    private func checkSchedule(_ text: String) {
        guard let schedule = Schedule(text) else { return }
        if Schedule(schedule.description) != schedule { finding("'\(text)' reads back as another schedule") }
        let compiled = CompiledSchedule(schedule, zone: .utc)
        _ = compiled.occurrences(after: Part.start, through: Part.end).first { _ in true }
    }
}
