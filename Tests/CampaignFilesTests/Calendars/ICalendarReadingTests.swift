import CampaignFiles
import CampaignModel
import ScheduleEngine
import TestSupport
import Testing

/// Calendars as programs export them, and the days that they come to.
@Suite struct ICalendarReadingTests {
    private func days(_ text: String) throws -> String {
        try #require(CalendarSamples.read(["x.ics": text])["x"], "it is refused").description
    }

    @Test func `a yaml calendar has its days, ranges and yearly days`() throws {
        let read = try CalendarSamples.read([
            "h.yaml": "{ dates: [2026-11-26, 2026-12-24..2026-12-26], yearly: [\"01-01\", \"02-29\"] }"
        ])
        #expect(read["h"]?.description == "2026-11-26,2026-12-24..2026-12-26,--01-01,--02-29")
    }

    @Test func `an export of Google's holidays`() throws {
        let text = """
            BEGIN:VCALENDAR
            PRODID:-//Google Inc//Google Calendar 70.9054//EN
            VERSION:2.0
            CALSCALE:GREGORIAN
            METHOD:PUBLISH
            X-WR-CALNAME:Holidays in United States
            X-WR-TIMEZONE:UTC
            BEGIN:VEVENT
            DTSTART;VALUE=DATE:20261126
            DTEND;VALUE=DATE:20261127
            DTSTAMP:20260101T000000Z
            UID:20261126_abc@google.com
            CLASS:PUBLIC
            DESCRIPTION:Public holiday\\nTo hide observances\\, go to Google Calendar Se
             ttings > Holidays in United States
            STATUS:CONFIRMED
            SUMMARY:Thanksgiving Day
            TRANSP:TRANSPARENT
            END:VEVENT
            BEGIN:VEVENT
            DTSTART;VALUE=DATE:20261225
            DTEND;VALUE=DATE:20261226
            DTSTAMP:20260101T000000Z
            UID:20261225_def@google.com
            SUMMARY:Christmas Day
            TRANSP:TRANSPARENT
            END:VEVENT
            END:VCALENDAR

            """
        #expect(try days(text.replacing("\n", with: "\r\n")) == "2026-11-26,2026-12-25")
        #expect(try days(text) == "2026-11-26,2026-12-25")
        #expect(try days("\u{FEFF}" + text) == "2026-11-26,2026-12-25")
    }

    @Test func `Apple's style, with rules, folds inside of anything and alarms`() throws {
        let text = CalendarSamples.calendar(
            """
            BEGIN:VTIMEZONE
            TZID:America/New_York
            BEGIN:DAYLIGHT
            TZOFFSETFROM:-0500
            RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU
            DTSTART:20070311T020000
            TZNAME:EDT
            TZOFFSETTO:-0400
            END:DAYLIGHT
            END:VTIMEZONE
            BEGIN:VEVENT
            TRANSP:TRANSPARENT
            DTSTART;VALUE=DA
             TE:20101125
            UID:1C1F
            X-APPLE-STRUCTURED-LOCATION;VALUE=URI;X-ADDRESS="5, Oak Street; Town: A":geo:1,2
            SUMMARY;LANGUAGE=en:Thanksgiving
            RRULE:FREQ=YEARLY;BYMONTH=11;
            \tBYDAY=4TH
            DURATION:P1D
            BEGIN:VALARM
            TRIGGER:-PT15M
            DURATION:PT5M
            UID:alarm
            END:VALARM
            END:VEVENT
            BEGIN:VEVENT
            DTSTART;VALUE=DATE:20101225
            UID:2C1F
            RRULE:FREQ=YEARLY;COUNT=5
            END:VEVENT
            """)
        #expect(
            try days(text)
                == "2010-11-25/P1D/FREQ=YEARLY/BYMONTH=11/BYDAY=4TH,"
                + "2010-12-25/P1D/FREQ=YEARLY/UNTIL=2014-12-25/BYMONTH=12/BYMONTHDAY=25")
    }

    @Test func `Outlook's style, lower case and several days`() throws {
        let text = CalendarSamples.calendar(
            """
            BEGIN:VEVENT
            CLASS:PUBLIC
            dtend;value=date:20270102
            DTSTART;VALUE="DATE":20261224
            UID:040000008200E00074C5B7101A82E008
            X-MICROSOFT-CDO-ALLDAYEVENT:TRUE
            END:VEVENT
            BEGIN:VEVENT
            DTSTART:20270704
            DURATION:P1W
            UID:2
            END:VEVENT
            """)
        #expect(try days(text) == "2026-12-24..2027-01-01,2027-07-04..2027-07-10")
    }

    @Test func `RDATE adds days, EXDATE takes them away, and an override takes the place of its day`() throws {
        let rule = "2026-01-05/P1D/FREQ=WEEKLY/UNTIL=2026-02-09/BYDAY=MO"
        let text = CalendarSamples.calendar(
            """
            BEGIN:VEVENT
            UID:a
            DTSTART;VALUE=DATE:20260105
            RRULE:FREQ=WEEKLY;UNTIL=20260209T235959Z
            RDATE;VALUE=DATE:20260301,20260303
            EXDATE;VALUE=DATE:20260112
            EXDATE;VALUE=DATE:20260119,20260303
            END:VEVENT
            BEGIN:VEVENT
            UID:a
            RECURRENCE-ID;VALUE=DATE:20260126
            DTSTART;VALUE=DATE:20260128
            DTEND;VALUE=DATE:20260130
            END:VEVENT
            BEGIN:VEVENT
            UID:a
            RECURRENCE-ID;VALUE=DATE:20260202
            DTSTART;VALUE=DATE:20260202
            STATUS:CANCELLED
            END:VEVENT
            BEGIN:VEVENT
            UID:b
            RECURRENCE-ID;VALUE=DATE:20260209
            DTSTART;VALUE=DATE:20260210
            END:VEVENT
            """)
        #expect(
            try days(text) == "2026-01-28..2026-01-29,2026-02-10,2026-03-01,"
                + "\(rule)/EXDATE=2026-01-12+2026-01-19+2026-01-26+2026-02-02")
    }

    @Test func `cancelled events and a day that an event with a time takes the place of are gone`() throws {
        let text = CalendarSamples.calendar(
            """
            BEGIN:VEVENT
            DTSTART:20260501
            UID:a
            STATUS:CANCELLED
            END:VEVENT
            BEGIN:VEVENT
            UID:b
            DTSTART:20260601
            RDATE:20260602
            END:VEVENT
            BEGIN:VEVENT
            UID:b
            RECURRENCE-ID:20260602
            DTSTART:20260602T120000Z
            END:VEVENT
            """)
        #expect(try days(text) == "2026-06-01")
    }

    @Test func `a fold may part the bytes of a character`() throws {
        var bytes = Array(CalendarSamples.event("SUMMARY:Caf#\nDTSTART:20260501").utf8)
        let mark = try #require(bytes.firstIndex(of: UInt8(ascii: "#")))
        bytes.replaceSubrange(mark...mark, with: [0xC3, 0x0D, 0x0A, 0x20, 0xA9])
        let tree = try TemporaryTree(
            SoundTree.files.merging(["c.yaml": CalendarSamples.campaign(excluding: "[x]")]) { $1 })
        try tree.write("calendars/x.ics", bytes)
        let reading = try tree.readAll()
        #expect(reading.files.first { $0.path == "c.yaml" }?.declaration?.calendars?["x"]?.description == "2026-05-01")
    }

    @Test func `random bytes and damaged samples are read or refused, and never more than that`() throws {
        let seed: UInt64 = 5_545
        var generator = SeededGenerator(seed: seed)
        let sample = Array(
            CalendarSamples.event(
                "DTSTART;VALUE=DATE:20260105\nDTEND;X=\"a;b\":20260107\nRRULE:FREQ=MONTHLY;BYDAY=-1MO,2TU;COUNT=9;WKST=SU\n"
                    + "EXDATE:20260112,20260126\nRDATE:20260301\n folded\nRECURRENCE-ID:20260105\nSTATUS:CONFIRMED"
            ).replacing("\n", with: "\r\n").utf8)
        let pieces = ["\n", "\r\n ", ":", ";", "=", ",", "\"", "BEGIN:VEVENT", "-", "9", "\u{0}", "é"].map {
            Array($0.utf8)
        }
        for round in 0..<40 {
            var files = SoundTree.files
            files["c.yaml"] = SoundTree.campaign()
            let tree = try TemporaryTree(files)
            for number in 0..<25 {
                var bytes = sample
                if generator.oneIn(8) {
                    bytes = (0..<generator.number(0...300)).map { _ in UInt8(generator.number(0...255)) }
                }
                for _ in 0..<generator.number(1...4) where !bytes.isEmpty {
                    let place = generator.number(0...bytes.count - 1)
                    switch generator.number(0...2) {
                    case 0: bytes.removeSubrange(place..<min(place + generator.number(1...20), bytes.count))
                    case 1: bytes.insert(contentsOf: generator.pick(pieces), at: place)
                    default: bytes[place] = UInt8(generator.number(0...255))
                    }
                }
                try tree.write("calendars/r\(number).ics", bytes)
            }
            for file in try tree.readAll().files where file.path.hasSuffix(".ics") {
                for diagnostic in file.diagnostics {
                    #expect(
                        diagnostic.line ?? 0 >= 1 && diagnostic.column ?? 0 >= 1,
                        "seed \(seed), round \(round): \(diagnostic)")
                    #expect([.invalidValue, .limitExceeded].contains(diagnostic.code), "\(diagnostic)")
                }
            }
        }
    }

    @Test func `a mebibyte of any kind is read or refused at once`() throws {
        let size = (1 << 20) - 400
        func filled(_ text: String) -> String { String(repeating: text, count: size / text.utf8.count) }
        let rule = "BEGIN:VEVENT\nDTSTART:20200101\nRRULE:FREQ=YEARLY;BYSETPOS=1;BYDAY=MO,TU;COUNT=100\nEND:VEVENT\n"
        let texts = [
            CalendarSamples.event("DTSTART:20260101\nX:" + filled("\n ")),
            CalendarSamples.event("DTSTART:20260101\nX:" + filled("a\r\n b")),
            CalendarSamples.event("DTSTART:20260101\nEXDATE:" + filled("20260102,") + "20260103"),
            CalendarSamples.event("DTSTART:20260101\nX" + filled(";A=\"b;c\"") + ":1"),
            CalendarSamples.event("DTSTART:20260101\nRRULE:FREQ=DAILY" + filled(";X=1")),
            filled("BEGIN:VCALENDAR\n"), filled("\n"), filled(" "), CalendarSamples.calendar(filled(rule)),
            CalendarSamples.calendar(filled("BEGIN:VEVENT\nDTSTART:20200101\nEND:VEVENT\n")),
        ]
        for (number, text) in texts.enumerated() {
            let tree = try TemporaryTree(["calendars/x.ics": text])
            let clock = ContinuousClock()
            let time = try clock.measure { _ = try tree.readAll() }
            // Unoptimized, beside other tests; a release build takes less than 100 ms.
            #expect(time < .seconds(20), "\(number)")
        }
    }
}
