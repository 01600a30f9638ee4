import Testing

/// Calendars from the file to what runs, with the built command.
@Suite struct ExcludedDaysTests {
    private static let daily = "pattern: daily, timeOfDay: '09:00', timezone: America/New_York, exclude: [us-holidays]"

    private func runs(_ site: Site) throws -> [String] {
        try site.json("upcoming", "c", "--now", "2026-12-23T00:00:00Z", "--until", "6d").items
            .map { $0["local"]?.text?.prefix(10).description ?? "" }
    }

    @Test func `a day of a calendar has no run, and a changed calendar is an update of the campaigns that name it`()
        throws
    {
        let site = try Site.greeting([
            "c.yaml": Samples.recurring("c", Self.daily),
            "d.yaml": Samples.recurring("d", "pattern: daily, timeOfDay: '09:00', timezone: UTC"),
        ])
        try site.write("calendars/us-holidays.yaml", "{ dates: [2026-12-24], yearly: [\"12-25\"] }\n")
        let created = try site.json("run", "--now", "2026-12-23T00:00:00Z")
        #expect(created["changes"]?.items.map { $0["campaignId"]?.text } == ["c", "d"])
        #expect(try runs(site) == ["2026-12-23", "2026-12-26", "2026-12-27", "2026-12-28"])
        let shown = try site.run("show", "c", "--now", "2026-12-23T00:00:00Z")
        #expect(shown.output.contains("daily at 09:00, America/New_York, but not on us-holidays\n"))

        try site.write("calendars/us-holidays.yaml", "{ dates: [2026-12-27], yearly: [\"12-25\"] }\n")
        let changed = try site.json("run", "--now", "2026-12-23T00:10:00Z")
        let changes = changed["changes"]?.items ?? []
        #expect(changes.map { $0["campaignId"]?.text } == ["c"])
        #expect(changes.map { $0["action"]?.text } == ["update"])
        #expect(changes.first?["fields"]?.items.map(\.text) == ["calendars.us-holidays"])
        #expect(try runs(site) == ["2026-12-23", "2026-12-24", "2026-12-26", "2026-12-28"])
        #expect(try site.json("run", "--now", "2026-12-23T00:20:00Z")["changes"]?.items.isEmpty == true)

        // The id is the file's name, whatever kind of file it is.
        try site.remove("calendars/us-holidays.yaml")
        try site.write(
            "calendars/us-holidays.ics",
            "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20261224\nDTEND:20261226\nEND:VEVENT\nEND:VCALENDAR\n")
        #expect(try site.json("run", "--now", "2026-12-23T00:30:00Z")["changes"]?.items.count == 1)
        #expect(try runs(site) == ["2026-12-23", "2026-12-26", "2026-12-27", "2026-12-28"])
    }

    @Test func `naming a calendar is one change, and what is due on its days does not run`() throws {
        let plain = Self.daily.replacing(", exclude: [us-holidays]", with: "")
        let site = try Site.greeting(["c.yaml": Samples.recurring("c", plain)])
        try site.write("calendars/us-holidays.yaml", "yearly: [\"12-25\"]\n")
        #expect(try site.run("run", "--now", "2026-12-24T00:00:00Z").code == 0)
        try site.write("c.yaml", Samples.recurring("c", Self.daily))
        let report = try site.json("run", "--now", "2026-12-24T14:00:00Z")
        #expect(
            report["changes"]?.items.first?["fields"]?.items.map(\.text) == ["schedule.recurring.exclude"])
        #expect(report["occurrences"]?.items.map { $0["decision"]?.text } == ["run"])
        #expect(try site.json("run", "--now", "2026-12-25T14:00:00Z")["occurrences"]?.items.isEmpty == true)
        #expect(
            try site.json("run", "--now", "2026-12-26T14:00:00Z")["occurrences"]?.items.map { $0["scheduledFor"]?.text }
                == ["2026-12-26T14:00:00Z"])
    }

    @Test func `a calendar that breaks changes nothing of what runs`() throws {
        let site = try Site.greeting(["c.yaml": Samples.recurring("c", Self.daily)])
        try site.write("calendars/us-holidays.yaml", "yearly: [\"12-25\"]\n")
        try site.run("run", "--now", "2026-12-24T15:00:00Z")
        try site.write("calendars/us-holidays.yaml", "yearly: [\"12-52\"]\n")
        let result = try site.run("run", "--now", "2026-12-25T14:00:00Z")
        #expect(result.code == 2)
        #expect(result.error.contains("calendars/us-holidays.yaml:1:10"))
        #expect(try site.outbox().files.isEmpty)
    }
}
