import CampaignFiles
import CampaignModel
import TestSupport
import Testing

/// `SCHEDULE_CONFLICT`: two campaigns that would reach the same audience at the same instant.
@Suite struct ScheduleConflictTests {
    private static let lints =
        "lint: { NO_RATE_LIMIT: off, NO_QUIET_HOURS: off, NO_NOTIFICATION: off, NEVER_TESTED: off, NO_END_DATE: off }\n"

    private func schedule(_ recurring: String) -> String { "{ recurring: { \(recurring), timezone: UTC } }" }

    private func tree(_ campaigns: [String: String]) throws -> TemporaryTree {
        var files = SoundTree.files.merging(campaigns) { $1 }
        files["_defaults.yaml"] = Self.lints
        files["templates/u.mustache"] = "Something else.\n"
        return try TemporaryTree(files)
    }

    private func found(_ tree: TemporaryTree) throws -> [String] {
        try tree.readAll().diagnostics.filter { $0.code == .scheduleConflict }.map {
            "\($0.severity.rawValue) \($0.code.rawValue) \($0.file ?? "")"
        }
    }

    private static let daily = "pattern: daily, timeOfDay: '10:00'"
    private static let weekly = "pattern: weekly, daysOfWeek: [mon], timeOfDay: '10:00'"

    @Test func `the same template to the same audience at the same instant holds back the later file`() throws {
        let tree = try tree([
            "a.yaml": SoundTree.campaign(id: "z", schedule: schedule(Self.daily)),
            "b.yaml": SoundTree.campaign(id: "a", schedule: schedule(Self.weekly)),
        ])
        let reading = try tree.readAll()
        #expect(reading.diagnostics.map(\.code) == [.scheduleConflict])
        let fault = try #require(reading.diagnostics.first)
        #expect(fault.severity == .error && fault.file == "b.yaml" && fault.campaignId == "a")
        #expect(fault.message.contains("'z' (a.yaml), first at 2026-06-01T10:00:00Z"))
        // At the value that says when.
        #expect(fault.line == 3 && fault.column == 73)
        #expect(reading.files.filter { $0.declaration != nil }.map(\.path) == ["a.yaml"])
    }

    @Test func `another template on the same channel is a warning, once for each file`() throws {
        let tree = try tree([
            "a.yaml": SoundTree.campaign(id: "a", schedule: schedule(Self.daily)),
            "b.yaml": SoundTree.campaign(id: "b", schedule: schedule(Self.daily), message: "{ templateId: u }"),
        ])
        #expect(try found(tree) == ["warning SCHEDULE_CONFLICT b.yaml"])
        #expect(try tree.readAll().files.count { $0.declaration != nil } == 2)
    }

    @Test(arguments: [
        ("other times", "a", weekly, "{ type: segment, segmentId: s }", ""),
        ("another audience", "a", daily, "{ type: segment, segmentId: s, holdout: 5 }", ""),
        ("paused", "a", daily, "{ type: segment, segmentId: s }", "status: paused"),
        ("a draft", "a", daily, "{ type: segment, segmentId: s }", "status: draft"),
    ])
    func `what doesn't meet is no conflict`(
        _ name: String, id: String, rule: String, audience: String, more: String
    ) throws {
        let other = name == "other times" ? Self.weekly.replacing("mon", with: "tue") : rule
        let tree = try tree([
            "a.yaml": SoundTree.campaign(id: "a", schedule: schedule(rule)),
            "b.yaml": SoundTree.campaign(id: "b", schedule: schedule(other), audience: audience, more: more),
        ])
        #expect(try found(tree) == [])
    }

    @Test func `what maxOccurrences doesn't let run meets nobody`() throws {
        let tree = try tree([
            "a.yaml": SoundTree.campaign(id: "a", schedule: schedule(Self.daily + ", maxOccurrences: 3")),
            "b.yaml": SoundTree.campaign(
                id: "b",
                schedule: "{ startDateTime: 2026-06-04T00:00:00Z, recurring: { \(Self.daily), timezone: UTC } }"),
        ])
        #expect(try found(tree) == [])
        try tree.write("b.yaml", SoundTree.campaign(id: "b", schedule: schedule(Self.daily)))
        #expect(try found(tree) == ["error SCHEDULE_CONFLICT b.yaml"])
        let over = try tree.readAll(knowledge: .campaigns(["a"], decidedRuns: ["a": 3]))
        #expect(!over.diagnostics.contains { $0.code == .scheduleConflict })
    }

    @Test func `a template among the variations counts, and so does a spread that moves one away`() throws {
        let variations = "{ variations: [{ name: X, templateId: u }, { name: Y, templateId: t }] }"
        var campaigns = [
            "a.yaml": SoundTree.campaign(id: "a", schedule: schedule(Self.daily)),
            "b.yaml": SoundTree.campaign(id: "b", schedule: schedule(Self.daily), message: variations),
        ]
        #expect(try found(tree(campaigns)) == ["error SCHEDULE_CONFLICT b.yaml"])
        let spread = "{ recurring: { \(Self.daily), timezone: UTC }, spread: 10m }"
        campaigns["b.yaml"] = SoundTree.campaign(id: "b", schedule: spread, message: variations)
        #expect(try found(tree(campaigns)) == [])
    }

    @Test func `schedules of all kinds are compared by their instants`() throws {
        let hourly = "pattern: custom, frequency: { interval: 1, unit: hours }"
        let minutely = "pattern: custom, frequency: { interval: 7, unit: minutes }"
        let once = SoundTree.campaign(id: "c", type: "one-time", schedule: "{ startDateTime: 2026-06-02T10:00:00Z }")
        #expect(
            try found(
                tree(["a.yaml": SoundTree.campaign(id: "a", schedule: schedule(hourly)), "c.yaml": once])
            ) == ["error SCHEDULE_CONFLICT c.yaml"])
        // Every seven minutes from 1970 on meets ten o'clock within the week.
        #expect(
            try found(
                tree([
                    "a.yaml": SoundTree.campaign(id: "a", schedule: schedule(minutely)),
                    "b.yaml": SoundTree.campaign(id: "b", schedule: schedule(Self.daily)),
                ])) == ["error SCHEDULE_CONFLICT b.yaml"])
    }

    @Test func `a file that was not read is compared by what is known of it`() throws {
        let tree = try tree(["b.yaml": SoundTree.campaign(id: "b", schedule: schedule(Self.daily))])
        let before = try tree.readAll()
        let index = Dictionary(uniqueKeysWithValues: before.files.map { ($0.path, IndexedFile($0)) })
        let known = before.files.compactMap { $0.declaration.flatMap { ScheduledCampaign($0) } }
        try tree.write("c.yaml", SoundTree.campaign(id: "c", schedule: schedule(Self.weekly)))
        let later = try tree.reader().readChanges(since: index, scheduled: known)
        #expect(!later.isWhole)
        #expect(later.diagnostics.map(\.file) == ["c.yaml"])
        // An earlier file makes the unread one the later of the two: it has to be read to say so.
        try tree.remove("c.yaml")
        try tree.write("a.yaml", SoundTree.campaign(id: "a", schedule: schedule(Self.weekly)))
        let earlier = try tree.reader().readChanges(since: index, scheduled: known)
        #expect(earlier.isWhole)
        #expect(earlier.diagnostics.map(\.file) == ["b.yaml"])
    }

    @Test func `of hundreds of campaigns for one audience the two that meet are found`() throws {
        var campaigns: [String: String] = [:]
        for number in 0..<600 {
            let time = "\(10 + number / 60):\(number % 60 < 10 ? "0" : "")\(number % 60)"
            campaigns["c\(number).yaml"] = SoundTree.campaign(
                id: "c\(number)", schedule: schedule("pattern: daily, timeOfDay: '\(time)'"))
        }
        campaigns["d.yaml"] = SoundTree.campaign(
            id: "d", schedule: schedule("pattern: monthly, daysOfMonth: [-1], timeOfDay: '13:37'"))
        let faults = try tree(campaigns).readAll().diagnostics
        #expect(faults.map(\.file) == ["d.yaml"])
        #expect(faults.first?.message.contains("'c217' (c217.yaml), first at 2026-06-30T13:37:00Z") == true)
    }
}
