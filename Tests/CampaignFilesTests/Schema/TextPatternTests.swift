@testable import CampaignFiles
import ScheduleEngine
import TestSupport
import Testing

/// The schema's patterns, beside the functions that read such a text.
@Suite struct TextPatternTests {
    struct Form: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var pattern: String?
        var sample: String
        var reads: @Sendable (String) -> Bool
    }

    static let forms = [
        Form(testDescription: "campaignId", pattern: TextForm.campaignId.pattern, sample: "a-1._B") {
            CampaignIdentifier.isValid($0)
        },
        Form(testDescription: "local time", pattern: TextForm.localTime.pattern, sample: "10:59:00") {
            LocalTime($0) != nil
        },
        Form(testDescription: "instant", pattern: TextForm.instant.pattern, sample: "2026-12-08T10:00:00.5-05:30") {
            Instant(rfc3339: $0) != nil
        },
        Form(testDescription: "duration", pattern: TextForm.duration(isPositive: false), sample: "090m") {
            TimeSpan($0) != nil
        },
        Form(testDescription: "duration above 0", pattern: TextForm.duration(isPositive: true), sample: "010s") {
            TimeSpan($0).map { $0.seconds > 0 } ?? false
        },
        Form(testDescription: "a header's name", pattern: TextForm.headerName.pattern, sample: "hosT1") {
            HeaderForm.isName($0) && !HeaderForm.isOwn($0)
        },
    ]

    @Test(arguments: forms)
    func `a pattern matches what is read, and nothing else`(_ form: Form) throws {
        let seed: UInt64 = 20_261_123
        var generator = SeededGenerator(seed: seed)
        let regex = try Regex(try #require(form.pattern))
        let letters = Array("0123456789:.-+TtZzsmhdw _aA/")
        #expect(form.reads(form.sample) && form.sample.firstMatch(of: regex) != nil)
        var counts = [0, 0]
        for _ in 0..<3_000 {
            var text = Array(form.sample)
            for _ in 0..<Int.random(in: 1...2, using: &generator) {
                let index = Int.random(in: 0..<max(1, text.count), using: &generator)
                let letter = letters[Int.random(in: 0..<letters.count, using: &generator)]
                switch Int.random(in: 0..<3, using: &generator) {
                case 0 where !text.isEmpty: text.remove(at: index)
                case 1: text.insert(letter, at: index)
                default: if !text.isEmpty { text[index] = letter }
                }
            }
            let changed = String(text)
            // Days that no month or only some have take a calendar to tell.
            guard
                !form.testDescription.hasPrefix("instant")
                    || !["29", "30", "31"].contains(changed.dropFirst(8).prefix(2))
            else { continue }
            let isRead = form.reads(changed)
            counts[isRead ? 1 : 0] += 1
            #expect((changed.firstMatch(of: regex) != nil) == isRead, "'\(changed)', seed \(seed)")
        }
        #expect(counts.allSatisfy { $0 > 100 }, "\(counts)")
    }
}
