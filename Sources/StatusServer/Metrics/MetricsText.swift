import CampaignModel
import ScheduleEngine

/// Figures as Prometheus reads them: the text format 0.0.4
/// (https://prometheus.io/docs/instrumenting/exposition_formats/).
public enum MetricsText {
    /// Campaigns with a row of their own. Where there are more, none has: a row for some would come and go.
    public static let mostCampaigns = 1_000

    public static func render(_ figures: StatusFigures) -> String {
        let counts = figures.recipients
        var text = Writer()
        text.family(
            "campanile_campaigns", .gauge, "Declared campaigns by status.",
            CampaignStatus.allCases.map { Sample("status", $0.rawValue, figures.campaigns[$0] ?? 0) })
        text.family(
            "campanile_runs_total", .counter, "Ended runs by result.",
            [ExecutionStatus.success, .partial, .failed, .cancelled].map {
                Sample("result", $0.rawValue, figures.runs[$0] ?? 0)
            })
        text.family("campanile_runs_open", .gauge, "Runs decided and not ended.", figures.openRuns)
        text.family("campanile_messages_sent_total", .counter, "Messages that their channel accepted.", counts.sent)
        text.family("campanile_messages_failed_total", .counter, "Recipients that finally failed.", counts.failed)
        text.family(
            "campanile_messages_suppressed_total", .counter, "Recipients suppressed: opted out, refused, over a cap.",
            counts.suppressed)
        text.family("campanile_messages_held_out_total", .counter, "Recipients held out.", counts.holdout)
        text.family("campanile_messages_expired_total", .counter, "Messages not sent in time.", counts.expired)
        text.family(
            "campanile_messages_uncertain_total", .counter, "Messages that left and got no answer.", counts.uncertain)
        text.family("campanile_messages_cancelled_total", .counter, "Messages of cancelled runs.", counts.cancelled)
        text.family("campanile_messages_pending", .gauge, "Recipients of open runs that still wait.", counts.pending)
        text.family("campanile_catch_ups_total", .counter, "Runs that came later than on time.", figures.catchUps)
        text.family(
            "campanile_occurrences_skipped_total", .counter, "Occurrences that came due and were not run.",
            figures.skipped)
        if let at = figures.lastPassAt {
            text.family(
                "campanile_last_pass_timestamp_seconds", .gauge, "The moment that the last pass decided up to.",
                Int(at.seconds))
        }
        if let bytes = figures.stateFileBytes {
            text.family("campanile_state_file_bytes", .gauge, "Size of the state file.", bytes)
        }
        if figures.nextRuns.count <= mostCampaigns, !figures.nextRuns.isEmpty {
            text.family(
                "campanile_campaign_next_run_timestamp_seconds", .gauge, "When a campaign runs next.",
                figures.nextRuns.map { Sample("campaign", $0.campaignId, Int($0.at.seconds)) })
        }
        return text.text
    }

    private struct Sample {
        var label: String
        var labelValue: String
        var value: Int

        init(_ label: String, _ labelValue: String, _ value: Int) {
            self.label = label
            self.labelValue = labelValue
            self.value = value
        }
    }

    private enum Kind: String { case counter, gauge }

    private struct Writer {
        var text = ""

        mutating func family(_ name: String, _ kind: Kind, _ help: String, _ value: Int) {
            head(name, kind, help)
            text += "\(name) \(value)\n"
        }

        mutating func family(_ name: String, _ kind: Kind, _ help: String, _ samples: [Sample]) {
            head(name, kind, help)
            for sample in samples {
                text += "\(name){\(sample.label)=\"\(MetricsText.escaped(sample.labelValue))\"} \(sample.value)\n"
            }
        }

        private mutating func head(_ name: String, _ kind: Kind, _ help: String) {
            text += "# HELP \(name) \(help)\n# TYPE \(name) \(kind.rawValue)\n"
        }
    }

    /// A label's value: backslash, quote and line feed are escaped.
    static func escaped(_ value: String) -> String {
        var text = ""
        for character in value.unicodeScalars {
            switch character {
            case "\\": text += "\\\\"
            case "\"": text += "\\\""
            case "\n": text += "\\n"
            default: text.unicodeScalars.append(character)
            }
        }
        return text
    }
}
