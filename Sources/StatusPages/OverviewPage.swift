public import ScheduleEngine

/// What there is to see at `/`: what goes wrong, what runs, what comes next, and each campaign.
public struct OverviewPage: Sendable {
    public var now: Instant
    /// Of all campaigns, shown or not.
    public var total: Int
    public var active: Int
    /// So many campaigns come before those shown.
    public var skip: Int
    /// At most `most`; what runs and what failed first.
    public var campaigns: [CampaignSummary]
    /// The campaigns that run next, the soonest first; at most `mostLanes`.
    public var lanes: [TimelineLane]
    /// How many campaigns run within the 7 days.
    public var comingUp: Int
    /// At most `mostRuns`.
    public var underWay: [RunUnderWay]
    /// Of all open runs, shown or not.
    public var openRuns: Int
    /// Of the last 7 days, the last to fail first; at most `mostRuns`.
    public var failures: [FailedCampaign]
    public var periods: [PeriodFigures]
    public var faults: PageFaults

    /// Campaigns a page.
    public static let most = 100
    public static let mostLanes = 10
    public static let mostRuns = 10
    /// Runs of one campaign that are drawn.
    public static let mostBars = 12

    public init(
        now: Instant, total: Int, active: Int, skip: Int, campaigns: [CampaignSummary], lanes: [TimelineLane],
        comingUp: Int, underWay: [RunUnderWay], openRuns: Int, failures: [FailedCampaign], periods: [PeriodFigures],
        faults: PageFaults
    ) {
        self.now = now
        self.total = total
        self.active = active
        self.skip = skip
        self.campaigns = campaigns
        self.lanes = lanes
        self.comingUp = comingUp
        self.underWay = underWay
        self.openRuns = openRuns
        self.failures = failures
        self.periods = periods
        self.faults = faults
    }

    /// UTF-8, below 200 KB; to be sent with `ContentSecurityPolicy.value`.
    public func html() -> String {
        PageFrame(title: "Campanile", now: now, root: "", own: CampaignSection.query(skip)).document {
            tag("h1") { "Campanile" }
            tag("p", .class("lead")) { lead }
        } main: {
            FaultSection(faults: faults).markup
            if total == 0 {
                noCampaigns
            } else {
                tag("div", .class("pair")) {
                    UnderWaySection(runs: underWay, openRuns: openRuns, now: now).markup
                    FailureSection(failures: failures, now: now).markup
                }
                TimelineSection(lanes: lanes, comingUp: comingUp, now: now).markup
                CampaignSection(campaigns: campaigns, skip: skip, total: total, now: now).markup
                StatisticsSection(periods: periods).markup
            }
        }
    }

    private var lead: String {
        guard total > 0 else { return "Nothing is declared." }
        var text = "\(Wording.count(total, "campaign")), \(Wording.number(active)) active. "
        text += openRuns == 0 ? "Nothing is running. " : "\(Wording.count(openRuns, "run")) under way. "
        let more = failures.count >= Self.mostRuns ? " or more" : ""
        text +=
            failures.isEmpty
            ? "Nobody went without a message in the last 7 days."
            : "\(Wording.count(failures.count, "campaign"))\(more) with failures in the last 7 days."
        return text
    }

    private var noCampaigns: Markup {
        Section.of("campaigns", "Campaigns") {
            tag("p") {
                "No campaigns yet: put a file into "
                tag("code") { "campaigns.d" }
                ", and it is here at the next look. "
                tag("code") { "campanile init DIR" }
                " makes a tree to begin with."
            }
        }
    }
}
