import Foundation
import Testing

/// `SCHEDULE_CONFLICT` as passes see it: most files were read long ago.
@Suite struct ScheduleConflictTests {
    private static let nine = "pattern: daily, timeOfDay: \"09:00\", timezone: UTC"

    private func campaign(_ id: String, template: String = "hello") -> String {
        """
        campaignId: \(id)
        type: recurring
        schedule:
          recurring: { \(Self.nine) }
        targetAudience: { type: all }
        messageConfig: { templateId: \(template), personalization: { enabled: true, fields: [firstName] } }

        """
    }

    private func faults(_ report: JSON) -> [String] {
        (report["diagnostics"]?.items ?? []).filter { $0["code"]?.text == "SCHEDULE_CONFLICT" }.map {
            "\($0["severity"]?.text ?? "") \($0["file"]?.text ?? "")"
        }
    }

    @Test func `a file that would double another one is held back until one of them changes`() throws {
        let site = try Site.greeting(["b.yaml": campaign("b")])
        try site.run("run", "--now", "2026-06-01T08:00:00Z")
        try site.write("c.yaml", campaign("c"))
        #expect(faults(try site.json("run", "--now", "2026-06-01T08:01:00Z")) == ["error c.yaml"])
        let pass = try site.json("run", "--now", "2026-06-01T09:00:00Z")
        #expect(faults(pass) == ["error c.yaml"])
        #expect(pass["occurrences"]?.items.map { $0["campaignId"]?.text } == ["b"])
        try site.write("b.yaml", campaign("b").replacing("09:00", with: "10:00"))
        #expect(faults(try site.json("run", "--now", "2026-06-01T09:01:00Z")) == [])
        let next = try site.json("run", "--now", "2026-06-02T09:00:00Z")
        // Ten o'clock of the day before was missed.
        #expect(next["occurrences"]?.items.map { $0["campaignId"]?.text } == ["b", "c"])
    }

    @Test func `an earlier file's arrival says so at the later one, which goes on as it was accepted`() throws {
        let site = try Site.greeting(["b.yaml": campaign("b")])
        try site.run("run", "--now", "2026-06-01T08:00:00Z")
        try site.write("a.yaml", campaign("a"))
        for minute in 1...3 {
            #expect(faults(try site.json("run", "--now", "2026-06-01T08:0\(minute):00Z")) == ["error b.yaml"])
        }
    }

    @Test func `a file that was renamed while it was held back stands in nobody's way when it is gone`() throws {
        let site = try Site.greeting(["a.yaml": campaign("c2")])
        try site.run("run", "--now", "2026-06-01T08:00:00Z")
        try site.write("b.yaml", campaign("c0").replacing("09:00", with: "10:00"))
        try site.run("run", "--now", "2026-06-01T08:01:00Z")
        try site.rename("a.yaml", to: "zz.yaml")
        try site.write("b.yaml", campaign("c0"))
        #expect(faults(try site.json("run", "--now", "2026-06-01T08:02:00Z")) == ["error zz.yaml"])
        try site.remove("zz.yaml")
        #expect(faults(try site.json("run", "--now", "2026-06-01T08:03:00Z")) == [])
    }

    @Test func `validate, a first pass and a pass over changes say the same`() throws {
        let site = try Site.greeting(["b.yaml": campaign("b"), "c.yaml": campaign("c", template: "bye")])
        try site.write("templates/bye.mustache", "Bye {{firstName}}\n")
        #expect(faults(try site.json("validate", "--now", "2026-06-01T08:00:00Z")) == ["warning c.yaml"])
        #expect(faults(try site.json("run", "--now", "2026-06-01T08:00:00Z")) == ["warning c.yaml"])
        try site.write("d.yaml", campaign("d", template: "bye"))
        #expect(
            faults(try site.json("run", "--now", "2026-06-01T08:01:00Z")) == ["warning c.yaml", "error d.yaml"])
    }
}
