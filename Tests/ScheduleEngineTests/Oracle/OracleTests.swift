import Foundation
import ScheduleEngine
import TestSupport
import Testing

/// The engine against a second, independent way to compute the same (oracle.py), over every zone of the system's database.
/// `CAMPANILE_SEED` chooses another seed.
@Suite(.serialized)
struct OracleTests {
    private let seed = ProcessInfo.processInfo.environment["CAMPANILE_SEED"].flatMap { UInt64($0) } ?? 20_261_123

    private func allZones() throws -> [ZoneRules] {
        try systemZones.identifiers().map { try systemZones.rules(for: $0) }
    }

    @Test
    func `twenty thousand random schedules in all zones agree with a walk over every minute`() throws {
        let zones = try allZones()
        let cases = OracleCases(zones: zones, seed: seed)
        let halves = Self.split(cases.windows)
        let oracles = try halves.map { try OracleProcess($0.flatMap(Self.questions)) }
        let ours = halves.map { $0.map { window in window.cases.map { $0.occurrences(in: window.zone) } } }

        var compared = 0
        var occurrences = 0
        var disagreements: [String] = []
        for ((windows, results), oracle) in zip(zip(halves, ours), oracles) {
            var answers = try oracle.answers()[...]
            for (window, results) in zip(windows, results) {
                for (question, result) in zip(window.cases, results) {
                    let answer = answers.removeFirst()
                    let text = result.map { String($0.seconds) }.joined(separator: " ")
                    if text != answer { disagreements.append(Self.difference(window, question, text, answer)) }
                    compared += 1
                    occurrences += result.count
                }
            }
        }
        let count = disagreements.count
        #expect(count == 0, "seed \(seed), \(count) differ:\n\(disagreements.prefix(5).joined(separator: "\n"))")
        #expect(compared >= 20_000)
        #expect(cases.transitions > 5_000)
        print(
            "oracle: seed \(seed), \(compared) schedules, \(zones.count) zones, \(cases.transitions) transitions of",
            "2024 to 2037, \(occurrences) occurrences, \(count) differences")
    }

    @Test
    func `every zone has the offsets and the changes that another reader finds up to 2100`() throws {
        var generator = SeededGenerator(seed: seed)
        var questions: [String] = []
        var ours: [(question: String, answer: String)] = []
        let zones = try allZones()
        var changes = 0
        for zone in zones {
            let found = Self.changes(of: zone)
            changes += found.count
            let around = found.flatMap { [$0.at.seconds - 1, $0.at.seconds, $0.at.seconds + 1] }
            let moments = around + (0..<50).map { _ in Int64.random(in: 0..<OracleCases.end, using: &generator) }
            let offsets = moments.map { "\(zone.offset(at: Instant(seconds: $0)))" }
            let listed = found.map { "\($0.at.seconds):\($0.offsetBefore):\($0.offsetAfter)" }
            let asked = moments.map(String.init).joined(separator: " ")
            ours.append(("changes 0 \(OracleCases.end)", listed.joined(separator: " ")))
            ours.append(("offsets \(asked)", offsets.joined(separator: " ")))
            questions += ["zone \(zone.identifier)"] + ours.suffix(2).map(\.question)
        }
        let answers = try OracleProcess(questions).answers()
        for (index, (line, answer)) in zip(ours, answers).enumerated() where line.answer != answer {
            let zone = zones[index / 2].identifier
            Issue.record("seed \(seed), zone \(zone), \(line.question): \(line.answer), by the oracle \(answer)")
        }
        print("oracle: \(zones.count) zones, \(changes) changes from 1970 to 2100")
    }

    private static func changes(of zone: ZoneRules) -> [(at: Instant, offsetBefore: Int, offsetAfter: Int)] {
        var found: [(at: Instant, offsetBefore: Int, offsetAfter: Int)] = []
        var at = Instant(seconds: 0)
        while let change = zone.nextTransition(after: at), change.at.seconds <= OracleCases.end {
            found.append(change)
            at = change.at
        }
        return found
    }

    /// In two, for two cores; windows over the same stretch stay together.
    private static func split(_ windows: [OracleWindow]) -> [[OracleWindow]] {
        var halves: [[OracleWindow]] = [[], []]
        var minutes: [Int64] = [0, 0]
        var last: Int64?
        var half = 0
        for window in windows {
            if window.from != last { half = minutes[0] <= minutes[1] ? 0 : 1 }
            last = window.from
            minutes[half] += window.to - window.from
            halves[half].append(window)
        }
        return halves
    }

    private static func questions(_ window: OracleWindow) -> [String] {
        ["zone \(window.zone.identifier)", "window \(window.from) \(window.to)"] + window.cases.map(\.question)
    }

    /// The three lines that ask oracle.py for it again, and where the answers part.
    private static func difference(
        _ window: OracleWindow, _ question: OracleCase, _ ours: String, _ theirs: Substring
    ) -> String {
        let ours = Set(ours.split(separator: " "))
        let theirs = Set(theirs.split(separator: " "))
        return """
            zone \(window.zone.identifier)
            window \(window.from) \(window.to)
            \(question.question)
            the engine alone: \(ours.subtracting(theirs).sorted().prefix(5)), oracle.py alone: \
            \(theirs.subtracting(ours).sorted().prefix(5))
            """
    }
}
