import ScheduleEngine
import TestSupport
import Testing

struct ZoneFileFormatTests {
    private func zone(footer: String) throws -> ZoneRules {
        try ZoneRules(tzif: TZifSample(footer: footer).bytes, identifier: "Test/Zone")
    }

    @Test(arguments: [
        ("EST5EDT,M3.2.0,M11.1.0", "2026-03-08T07:00:00Z", -18_000, -14_400),
        ("EST5EDT,M3.2.0,M11.1.0", "2026-11-01T06:00:00Z", -14_400, -18_000),
        // The last Sunday, and hours before midnight (Greenland).
        ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2026-03-29T01:00:00Z", -7_200, -3_600),
        // The Friday after the fourth Thursday, by 26 hours (Israel).
        ("IST-2IDT,M3.4.4/26,M10.5.0", "2026-03-27T00:00:00Z", 7_200, 10_800),
        // J60 is 1 March in every year; 59 counted from 0 is 29 February in a leap year.
        ("AAA0BBB,J60/0,J300/0", "2028-03-01T00:00:00Z", 0, 3_600),
        ("AAA0BBB,J60/0,J300/0", "2027-03-01T00:00:00Z", 0, 3_600),
        ("AAA0BBB,59/0,300/0", "2028-02-29T00:00:00Z", 0, 3_600),
        ("AAA0BBB,59/0,300/0", "2027-03-01T00:00:00Z", 0, 3_600),
        // The southern half of the world, and a daylight time that is behind standard time (Ireland).
        ("<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", "2026-10-03T15:30:00Z", 37_800, 39_600),
        ("IST-1GMT0,M10.5.0,M3.5.0/1", "2026-10-25T01:00:00Z", 3_600, 0),
        // A week's worth of hours.
        ("AAA0BBB,M1.1.0/-167,M7.1.0/167", "2025-12-28T01:00:00Z", 0, 3_600),
        ("AAA0BBB,M1.1.0/-167,M7.1.0/167", "2026-07-11T22:00:00Z", 3_600, 0),
    ])
    func `a footer's rule changes the offset at its second`(
        footer: String, at: String, before: Int, after: Int
    ) throws {
        let zone = try zone(footer: footer)
        let change = try instant(at)
        #expect(zone.offset(at: change - TimeSpan(seconds: 1)) == before)
        #expect(zone.offset(at: change) == after)
        #expect(zone.nextTransition(after: change - TimeSpan(seconds: 1))?.at == change)
    }

    @Test
    func `daylight time all the year round never changes`() throws {
        // RFC 9636 §3.3.2's own example.
        for footer in ["EST5EDT,0/0,J365/25", "XXX3EDT4,0/0,J365/23"] {
            let zone = try zone(footer: footer)
            for at in ["2025-12-31T23:59:59Z", "2026-01-01T04:00:00Z", "2026-07-01T00:00:00Z", "2028-12-31T12:00:00Z"] {
                #expect(try zone.offset(at: instant(at)) == -14_400, "\(footer) at \(at)")
            }
            #expect(try zone.nextTransition(after: instant("2026-01-01T00:00:00Z")) == nil)
        }
    }

    @Test
    func `an old file without 64-bit times keeps its last offset`() throws {
        let sample = TZifSample(version: 0, offsets: [-3_600, 7_200], transitions: [(at: -1_000, type: 1)])
        let zone = try ZoneRules(tzif: sample.bytes, identifier: "Test/Zone")
        #expect(zone.offset(at: Instant(seconds: -1_001)) == -3_600)
        #expect(zone.offset(at: Instant(seconds: -1_000)) == 7_200)
        #expect(zone.offset(at: .latest) == 7_200)
    }

    @Test
    func `a footer says nothing about the time before the last listed transition`() throws {
        // The last transition changes only a name.
        let sample = TZifSample(
            offsets: [0, 0], transitions: [(at: 1_767_225_600, type: 1)], footer: "AAA0BBB,M3.2.0,M11.1.0")
        let zone = try ZoneRules(tzif: sample.bytes, identifier: "Test/Zone")
        #expect(try zone.offset(at: instant("2025-07-01T00:00:00Z")) == 0)
        #expect(try zone.offset(at: instant("2026-07-01T00:00:00Z")) == 3_600)
    }

    @Test(arguments: [
        TZifSample(footer: "EST5EDT"), TZifSample(footer: "EST"), TZifSample(footer: "E5"),
        TZifSample(footer: "EST5EDT,M13.1.0,M11.1.0"), TZifSample(footer: "EST5EDT,M3.2.0,M11.1.0x"),
        TZifSample(footer: "EST5EDT,M3.2.0/168,M11.1.0"), TZifSample(footer: "<-033"), TZifSample(footer: "AAA25"),
        TZifSample(version: UInt8(ascii: "1")), TZifSample(offsets: []), TZifSample(offsets: [200_000]),
        TZifSample(transitions: [(at: 0, type: 1)]), TZifSample(transitions: [(at: 5, type: 0), (at: 5, type: 0)]),
        TZifSample(transitions: [(at: Int64.max, type: 0)]), TZifSample(leapSeconds: 1),
    ])
    func `a file that isn't what the format describes is refused`(sample: TZifSample) {
        #expect(throws: ZoneError.self) { try ZoneRules(tzif: sample.bytes, identifier: "Test/Zone") }
    }

    @Test
    func `a file that is cut off anywhere is refused`() {
        let bytes = TZifSample(
            offsets: [0, 3_600], transitions: [(at: 0, type: 1)], footer: "EST5EDT,M3.2.0,M11.1.0"
        ).bytes
        for count in bytes.indices {
            #expect(throws: ZoneError.self) { try ZoneRules(tzif: Array(bytes[..<count]), identifier: "Test/Zone") }
        }
    }

    @Test
    func `twenty thousand damaged files are read or refused, and those that are read have answers`() throws {
        let seed: UInt64 = 20_260_308
        var generator = SeededGenerator(seed: seed)
        let transitions = (0..<8).map { (at: Int64($0) * 15_000_000, type: UInt8($0 % 3)) }
        let samples = [
            TZifSample(
                offsets: [-17_762, -18_000, -14_400], transitions: transitions, footer: "EST5EDT,M3.2.0,M11.1.0"),
            TZifSample(offsets: [0, 3_600, 7_200], transitions: transitions, footer: "AAA0BBB,J60/0,300/-5"),
            TZifSample(version: 0, offsets: [0, 3_600, 7_200], transitions: transitions),
        ].map(\.bytes)
        var accepted = 0
        for _ in 0..<20_000 {
            var bytes = samples.randomElement(using: &generator) ?? []
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let index = Int.random(in: bytes.indices, using: &generator)
                switch Int.random(in: 0..<4, using: &generator) {
                case 0: bytes[index] = UInt8.random(in: 0...255, using: &generator)
                case 1: bytes[index] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
                case 2 where bytes.count > 1: bytes.remove(at: index)
                default: bytes.insert(bytes[index], at: index)
                }
            }
            guard let zone = try? ZoneRules(tzif: bytes, identifier: "Test/Zone") else { continue }
            accepted += 1
            let seconds = Int64.random(in: -4_000_000_000...8_000_000_000, using: &generator)
            let local = seconds + Int64(zone.offset(at: Instant(seconds: seconds)))
            if case .gap = zone.resolve(localSeconds: local) {
                Issue.record("seed \(seed): a local time that is shown at \(seconds) is said to be missing")
            }
            _ = zone.nextTransition(after: Instant(seconds: seconds))
        }
        #expect(accepted > 1_000, "seed \(seed)")
    }
}
