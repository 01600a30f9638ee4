import CampaignModel
import ScheduleEngine

/// Who went without a message in the last days, and why.
struct FailureSection {
    let failures: [FailedCampaign]
    let now: Instant
    /// Of a reason; the campaign's own page has more.
    private static let mostCharacters = 120

    var markup: Markup {
        Section.of("failed", "Failed in the last 7 days") {
            if failures.isEmpty {
                Section.nothing("Nothing failed.")
            } else {
                tag("ul", .class("entries")) {
                    for failure in failures { entry(failure) }
                }
            }
        }
    }

    private func entry(_ failure: FailedCampaign) -> Markup {
        let record = failure.newest
        return tag("li") {
            tag("h3") { CampaignLink.of(record.campaignId, name: failure.name) }
            tag("p") {
                StatusMark.of(record.status)
                " · "
                Moment.both(record.scheduledFor, now: now)
            }
            tag("p") { extent(failure) }
            // What made it a catch-up is no reason for its failing.
            if let reason = record.reason, record.status == .failed || record.trigger != .catchUp {
                tag("p", .class("why")) { words(reason) }
            }
            if !failure.reasons.isEmpty {
                tag("ul", .class("why")) {
                    for reason in failure.reasons {
                        tag("li") {
                            words(reason.text)
                            tag("span", .class("quiet")) { " ×\u{A0}\(Wording.number(reason.count))" }
                        }
                    }
                }
            }
        }
    }

    private func words(_ text: String) -> Markup { tag("bdi") { text.shortened(to: Self.mostCharacters) } }

    private func extent(_ failure: FailedCampaign) -> String {
        let earlier = failure.runs > 1 ? " \(Wording.count(failure.runs - 1, "earlier run")) too." : ""
        return Self.extent(failure.newest.deliveries) + earlier
    }

    private static func extent(_ counts: DeliveryCounts) -> String {
        guard counts.audience > 0 else { return "It could not begin." }
        let kinds = [("failed", counts.failed), ("expired", counts.expired), ("uncertain", counts.uncertain)]
            .filter { $0.1 > 0 }.map { "\(Wording.number($0.1)) \($0.0)" }
        return "\(RunBars.delivered(counts)); \(kinds.joined(separator: ", "))."
    }
}
