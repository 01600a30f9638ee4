import CampaignModel
import Foundation
import ScheduleEngine
import Testing

@testable import StatusServer

/// The text that Prometheus reads.
@Suite struct MetricsTextTests {
    private static var figures: StatusFigures {
        var figures = StatusFigures()
        figures.campaigns = [.active: 3, .failed: 1]
        figures.runs = [.success: 7, .partial: 2]
        figures.recipients.sent = 120
        figures.recipients.uncertain = 4
        figures.recipients.pending = 9
        figures.catchUps = 5
        figures.lastPassAt = Instant(seconds: 1_800_000_000)
        figures.stateFileBytes = 4_096
        figures.nextRuns = [.init(campaignId: "a", at: Instant(seconds: 1_800_000_060))]
        return figures
    }

    @Test func `every figure has its line`() {
        let lines = MetricsText.render(Self.figures).split(separator: "\n").map(String.init)
        for line in [
            #"campanile_campaigns{status="active"} 3"#, #"campanile_campaigns{status="paused"} 0"#,
            #"campanile_runs_total{result="success"} 7"#, #"campanile_runs_total{result="failed"} 0"#,
            "campanile_messages_sent_total 120", "campanile_messages_uncertain_total 4", "campanile_messages_pending 9",
            "campanile_catch_ups_total 5", "campanile_last_pass_timestamp_seconds 1800000000",
            "campanile_state_file_bytes 4096",
            #"campanile_campaign_next_run_timestamp_seconds{campaign="a"} 1800000060"#,
        ] {
            #expect(lines.contains(line), "\(line)")
        }
    }

    @Test func `each family is introduced once, before its samples, and counters say total`() {
        var types: [String: String] = [:]
        var helped: Set<String> = []
        for line in MetricsText.render(Self.figures).split(separator: "\n") {
            let words = line.split(separator: " ", maxSplits: 3).map(String.init)
            switch words[1] {
            case "HELP" where words[0] == "#": #expect(helped.insert(words[2]).inserted)
            case "TYPE" where words[0] == "#":
                #expect(types.updateValue(words[3], forKey: words[2]) == nil)
            default:
                let name = String(words[0].prefix { $0 != "{" })
                #expect(helped.contains(name) && types[name] != nil, "\(line)")
                #expect((types[name] == "counter") == name.hasSuffix("_total"), "\(line)")
                #expect(Int(words[1]) != nil && words.count == 2, "\(line)")
            }
        }
        #expect(types.count == 16)
    }

    @Test func `what isn't known is left out`() {
        let text = MetricsText.render(StatusFigures())
        #expect(!text.contains("last_pass") && !text.contains("state_file") && !text.contains("next_run"))
        #expect(text.hasSuffix("\n"))
    }

    @Test func `rows of campaigns are bounded`() {
        var figures = StatusFigures()
        figures.nextRuns = (0..<MetricsText.mostCampaigns).map { .init(campaignId: "c\($0)", at: Instant(seconds: 1)) }
        #expect(MetricsText.render(figures).contains(#"{campaign="c999"} 1"#))
        figures.nextRuns.append(.init(campaignId: "one more", at: Instant(seconds: 1)))
        #expect(!MetricsText.render(figures).contains("campaign="))
    }

    @Test func `a label's value is escaped`() {
        #expect(MetricsText.escaped("a\"b\\c\nd") == #"a\"b\\c\nd"#)
    }

    @Test func `the sample alerts ask for figures that there are`() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../monitoring/alerts.yaml")
        let rules = try String(contentsOf: file, encoding: .utf8)
        let text = MetricsText.render(Self.figures)
        let names = Set(rules.matches(of: /campanile_[a-z_]+/).map { String($0.0) })
        #expect(names.count == 5)
        for name in names { #expect(text.contains("# TYPE \(name) "), "\(name)") }
    }
}
