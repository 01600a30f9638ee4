import CampaignModel
public import ScheduleEngine

/// What there is to see of one campaign: what it is, what comes next, and what became of its runs.
public struct CampaignPage: Sendable {
    /// Something that the declaration says.
    public struct Fact: Hashable, Sendable {
        /// Such as `Schedule`.
        public var name: String
        public var text: String

        public init(_ name: String, _ text: String) {
            self.name = name
            self.text = text
        }
    }

    /// Where it is declared.
    public struct Place: Hashable, Sendable {
        /// Relative to the tree's root.
        public var file: String
        /// The first is 1; nil where the file can't be read now.
        public var line: Int?

        public init(file: String, line: Int?) {
            self.file = file
            self.line = line
        }
    }

    public var now: Instant
    /// With the history that is shown.
    public var campaign: CampaignSummary
    public var place: Place
    /// Its file is gone; the history stays.
    public var isDeleted: Bool
    public var facts: [Fact]
    /// Nil where nothing runs by the clock.
    public var lane: TimelineLane?

    /// Rows of the history.
    public static let mostRuns = 50
    /// Runs that are drawn.
    static let mostBars = 30

    public init(
        now: Instant, campaign: CampaignSummary, place: Place, isDeleted: Bool, facts: [Fact], lane: TimelineLane?
    ) {
        self.now = now
        self.campaign = campaign
        self.place = place
        self.isDeleted = isDeleted
        self.facts = facts
        self.lane = lane
    }

    /// UTF-8; to be sent with `ContentSecurityPolicy.value`.
    public func html() -> String {
        let name = campaign.name ?? campaign.id
        return PageFrame(title: "\(name) · Campanile", now: now, root: "../", own: CampaignLink.segment(campaign.id))
            .document {
                tag("nav", Attribute("aria-label", "Way back")) {
                    tag("a", .href("../")) { "← All campaigns" }
                }
                tag("h1") { tag("bdi") { name } }
                tag("p", .class("lead")) {
                    StatusMark.of(campaign.status)
                    " · \(campaign.type.rawValue) · "
                    tag("code") { campaign.id }
                }
            } main: {
                if isDeleted {
                    tag("p", .class("remark")) {
                        "Its file is gone, and nothing of it runs any more. The history stays."
                    }
                }
                declaration
                if let lane { days(lane) }
                VariationSection(history: campaign.history).markup
                HistorySection(campaign: campaign, now: now).markup
            }
    }

    private var declaration: Markup {
        Section.of("declaration", "Declaration") {
            tag("dl") {
                fact("File") {
                    tag("code") { tag("bdi") { place.file + (place.line.map { ":\($0)" } ?? "") } }
                }
                if !isDeleted {
                    fact("Next run") {
                        if let next = campaign.nextRun {
                            Moment.both(next, now: now)
                            " "
                            Moment.local(next, in: campaign.zone)
                        } else {
                            "none"
                        }
                    }
                }
                for one in facts { fact(one.name) { tag("bdi") { one.text } } }
                if campaign.sent > 0 {
                    fact("So far") {
                        "\(Wording.count(campaign.runCount, "run")), \(Wording.count(campaign.sent, "message")) sent, "
                            + "\(Wording.number(campaign.delivered)) delivered "
                            + "(\(Wording.rate(delivered: campaign.delivered, sent: campaign.sent)))"
                    }
                }
            }
        }
    }

    private func fact(_ name: String, @MarkupBuilder value: () -> Markup) -> Markup {
        tag("dt") { name } + tag("dd") { value() }
    }

    private func days(_ lane: TimelineLane) -> Markup {
        let draw = TimelineDrawing(now: now)
        return Section.of("next", "The next 7 days") {
            tag("div", .class("timeline alone")) {
                draw.axis
                draw.lane(lane)
                tag("p", .class("note")) { lane.sentence(now: now) }
            }
        }
    }
}
