import Foundation
import TestSupport
import Testing

/// What Prometheus reads: at the endpoint, and in the file that passes leave.
@Suite struct MetricsTests {
    private static let now = EndpointTests.now

    @Test func `a pass leaves the figures that the endpoint shows`() throws {
        let site = try EndpointTests.site()
        let file = site.folder + "/campanile.prom"
        let pass = try site.run("run", "--metrics-file", file, "--now", "2026-06-01T12:00:00Z")
        #expect(pass.code == 0, "\(pass.error)")
        let written = try String(contentsOfFile: file, encoding: .utf8)
        let shown = try Endpoint(site, now: "2026-06-01T12:00:00Z").ask("/metrics")
        #expect(shown.fields["content-type"] == "text/plain; version=0.0.4; charset=utf-8")
        // The state file is smaller once the pass has closed it.
        func lines(_ text: String) -> [Substring] {
            text.split(separator: "\n").filter { !$0.hasPrefix("campanile_state_file_bytes") }
        }
        #expect(lines(written) == lines(shown.text))
        for line in [
            #"campanile_runs_total{result="success"} 2"#, "campanile_messages_sent_total 6",
            #"campanile_campaigns{status="completed"} 1"#, "campanile_last_pass_timestamp_seconds 1780315200",
            #"campanile_campaign_next_run_timestamp_seconds{campaign="b"} 1780401600"#,
        ] {
            #expect(written.contains(line + "\n"), "\(line)")
        }
    }

    @Test func `catch-ups and failures are counted`() throws {
        let site = try EndpointTests.site()
        try site.run("--now", "2026-06-02T13:00:00Z")
        let text = try Endpoint(site, now: "2026-06-02T13:00:00Z").ask("/metrics").text
        #expect(text.contains("campanile_catch_ups_total 1\n"))
        #expect(text.contains("campanile_occurrences_skipped_total 1\n"))
    }

    @Test func `the file appears whole, for everybody to read, and nothing is left beside it`() throws {
        let site = try EndpointTests.site()
        let folder = site.folder + "/collector"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        for _ in 0..<2 {
            #expect(try site.run("--metrics-file", folder + "/campanile.prom", "--now", Self.now).code == 0)
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["campanile.prom"])
        let mode = try FileManager.default.attributesOfItem(atPath: folder + "/campanile.prom")[.posixPermissions]
        #expect(mode as? Int == 0o644)
    }

    @Test func `a file that can't be written is said, and the pass is done all the same`() throws {
        let site = try EndpointTests.site()
        let pass = try site.run("--metrics-file", site.folder + "/nowhere/x.prom", "--now", "2026-06-01T12:00:00Z")
        #expect(pass.code == 0 && pass.error.contains("the metrics were not written to"), "\(pass.error)")
        #expect(try site.everyoneGotIt(once: "b/20260601T120000Z.jsonl", of: 3))
        #expect(try site.run("run", "--dry-run", "--metrics-file", site.folder + "/x.prom").code == 64)
    }
}
