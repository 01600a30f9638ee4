import Testing

/// A change of schedule may leave occurrences of the old and of the new one lying between each other.
@Suite struct InterleavedScheduleTests {
    private func rule(_ minutes: Int) -> String {
        "pattern: custom, frequency: { interval: \(minutes), unit: minutes }, timezone: UTC"
    }

    @Test(arguments: ["skip", "latest", "all"])
    func `after a change of schedule every occurrence is decided once, whatever lies between what`(
        policy: String
    ) throws {
        let catchUp = "  catchUp: { policy: \(policy), limit: 2 }"
        let site = try Site.greeting(["a.yaml": Samples.recurring("a", rule(60), schedule: catchUp)])
        try site.run("run", "--now", "2026-06-01T00:00:00Z")
        try site.write("a.yaml", Samples.recurring("a", rule(20), schedule: catchUp))
        let changed = try site.run("run", "--now", "2026-06-01T06:00:00Z", "--format", "json")
        #expect(changed.code == 0, "\(changed.error)")
        let rows = try JSON(changed.output)["occurrences"]?.items ?? []
        // Every 20 minutes from 00:20 to 06:00: all are accounted for; those of every hour run as the policy says.
        #expect(rows.reduce(0) { $0 + Int($1["count"]?.number ?? 0) } == 18)
        let ran = rows.filter { $0["decision"] != "skip" }.compactMap { $0["scheduledFor"]?.text }
        let expected = [
            "skip": ["2026-06-01T06:00:00Z"], "latest": ["2026-06-01T06:00:00Z"],
            "all": ["2026-06-01T04:00:00Z", "2026-06-01T05:00:00Z", "2026-06-01T06:00:00Z"],
        ]
        #expect(ran == expected[policy])
        // No range reaches over what ran.
        let starts = rows.compactMap { $0["scheduledFor"]?.text }
        #expect(starts == starts.sorted())
        #expect(try site.run("run", "--now", "2026-06-01T06:20:00Z").code == 0)
        #expect(try site.outbox().files["a/20260601T062000Z.jsonl"]?.count == 3)
    }

    @Test func `a year of minutes that a change left lying between each other is a few rows`() throws {
        let site = try Site.greeting(["a.yaml": Samples.recurring("a", rule(2))])
        try site.run("run", "--now", "2026-01-01T00:00:00Z")
        try site.write("a.yaml", Samples.recurring("a", rule(1)))
        let report = try site.json("run", "--now", "2026-03-01T00:00:00Z")
        let rows = report["occurrences"]?.items ?? []
        #expect(rows.count <= 3)
        // 59 days of minutes.
        #expect(rows.reduce(0) { $0 + Int($1["count"]?.number ?? 0) } == 59 * 1_440)
    }
}
