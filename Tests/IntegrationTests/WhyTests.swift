import Foundation
import TestSupport
import Testing

/// `campanile why`: what became of a recipient, or would, and by which line of which file.
struct WhyTests {
    private static let nine = #"pattern: daily, timeOfDay: "09:00", timezone: UTC"#
    private static let before = "2026-06-01T08:00:00Z"

    private func site(_ extra: String = "", audience: String = "{ type: segment, segmentId: people }") throws -> Site {
        let text = Samples.recurring("a", Self.nine, extra: extra)
            .replacingOccurrences(of: "{ type: all }", with: audience)
        let site = try Site.greeting(["a.yaml": text])
        for segment in ["people", "staff"] {
            try site.write("segments/\(segment).yaml", "{ type: csv, path: \(segment).csv, id: userId }\n")
        }
        try site.write(
            "people.csv", "userId,firstName,optedOut,timezone\nada,Ada,,Asia/Tokyo\nbob,Bob,true,\ncyd,Cyd,,\n")
        try site.write("staff.csv", "userId\ncyd\n")
        return site
    }

    /// `decision file:line notBefore`.
    private func why(_ site: Site, _ user: String, at now: String = before) throws -> String {
        let found = try site.json("why", "a", user, "--now", now)
        #expect(
            found.keys == ["campaignId", "userId", "decision", "reason", "variation", "notBefore", "file", "line"])
        let line = found["line"]?.number.map { ":\(Int($0))" } ?? ""
        return [found["decision"]?.text, (found["file"]?.text).map { $0 + line }, found["notBefore"]?.text]
            .compactMap(\.self).joined(separator: " ")
    }

    @Test func `before any run it says what the next would do, and which line decides`() throws {
        let site = try site()
        #expect(try why(site, "ada") == "would-send people.csv:2 2026-06-01T09:00:00Z")
        #expect(try why(site, "bob") == "suppressed people.csv:3")
        #expect(try why(site, "eve") == "not-in-audience a.yaml:6")
        #expect(!FileManager.default.fileExists(atPath: site.stateFolder))
        let text = try site.run("why", "a", "ada", "--now", Self.before).output
        #expect(text.contains("ada: would-send, would get it in the next run, of 2026-06-01T09:00:00Z"))
        #expect(text.contains("decided by people.csv:2"))
    }

    @Test func `who is left out by a segment, a list, the holdout`() throws {
        let excluded = try site(audience: "{ type: segment, segmentId: people, exclude: [staff] }")
        #expect(try why(excluded, "cyd") == "not-in-audience a.yaml:6")
        #expect(try excluded.json("why", "a", "cyd")["reason"]?.text?.contains("'staff'") == true)
        let listed = try site()
        try listed.write(
            "_defaults.yaml", Samples.defaults + "suppression:\n  - { type: csv, path: staff.csv, id: userId }\n")
        #expect(try why(listed, "cyd") == "suppressed _defaults.yaml:3")
        let held = try site(audience: "{ type: segment, segmentId: people, holdout: 99.999 }")
        #expect(try why(held, "ada") == "holdout a.yaml:6")
        #expect(
            try site(audience: "{ type: individual, userIds: [ada] }").json("why", "a", "ada")["decision"]
                == "would-send")
    }

    @Test func `quiet hours hold back until their end, where the recipient is`() throws {
        let quiet = try site(
            "deliverySettings: { quietHours: { start: \"17:00\", end: \"19:30\", timezone: recipient } }\n")
        #expect(try why(quiet, "ada") == "would-send a.yaml:8 2026-06-01T10:30:00Z")
        #expect(try why(quiet, "cyd") == "would-send people.csv:4 2026-06-01T09:00:00Z")
    }

    @Test func `after a run it says what became of him in it`() throws {
        let site = try site("deliverySettings: { rateLimiting: { messagesPerHour: 60, burst: 1 } }\n")
        try site.run("run", "--now", Self.before)
        try site.run("run", "--now", "2026-06-01T09:00:00Z")
        #expect(try why(site, "ada", at: "2026-06-01T09:00:30Z") == "sent people.csv:2")
        #expect(try why(site, "bob", at: "2026-06-01T09:00:30Z") == "suppressed people.csv:3")
        #expect(try why(site, "cyd", at: "2026-06-01T09:00:30Z") == "pending a.yaml:8")
        try site.write("people.csv", "userId,firstName\nada,Ada\ndan,Dan\n")
        #expect(
            try why(site, "dan", at: "2026-06-01T09:00:30Z") == "would-send people.csv:3 2026-06-02T09:00:00Z")
        #expect(
            try site.json("why", "a", "ada", "--now", "2026-06-01T09:00:30Z")["reason"]
                == "sent at 2026-06-01T09:00:00Z, in the run of 2026-06-01T09:00:00Z")
    }

    @Test func `who failed is told why`() throws {
        let site = try site()
        try site.write("templates/hello-a.mustache", "Hello {{firstName}}!\n")
        try site.write("people.csv", "userId,firstName\nada,Ada\nbob,\n")
        try site.run("run", "--now", Self.before)
        try site.run("run", "--now", "2026-06-01T09:00:00Z")
        #expect(try why(site, "bob", at: "2026-06-01T09:01:00Z") == "failed people.csv:3")
    }

    @Test func `a campaign that doesn't run, and one that isn't there`() throws {
        #expect(try why(site("status: paused\n"), "ada") == "no-run a.yaml:8")
        let unknown = try site().run("why", "b", "ada")
        #expect(unknown.code == 1 && unknown.error.contains("CAMPAIGN_NOT_FOUND"))
    }
}
