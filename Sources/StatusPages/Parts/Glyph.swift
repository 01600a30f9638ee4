import CampaignModel

/// A state's shape, beside its word: neither colour nor a font is needed to tell them apart.
enum Glyph: String, CaseIterable {
    case check, cross, half, play, ring, dot, bars, dash

    /// The shapes, once a page.
    static var definitions: Markup {
        tag("svg", .class("definitions"), .hidden, Attribute("width", "0"), Attribute("height", "0")) {
            for glyph in allCases {
                tag("symbol", .id("g-\(glyph.rawValue)"), Attribute("viewBox", "0 0 12 12")) { glyph.shape }
            }
        }
    }

    var markup: Markup {
        tag("svg", .class("glyph"), .hidden) { tag("use", .href("#g-\(rawValue)")) }
    }

    private var shape: Markup {
        switch self {
        case .check: Self.path("M1.8 6.6 4.8 9.6 10.4 2.8")
        case .cross: Self.path("M2.4 2.4 9.6 9.6M9.6 2.4 2.4 9.6")
        case .half: Self.circle + Self.area("M6 1.5a4.5 4.5 0 0 0 0 9z")
        case .play: Self.area("M3 1.4 10.6 6 3 10.6z")
        case .ring: Self.circle
        case .dot: tag("circle", .class("full"), Attribute("cx", "6"), Attribute("cy", "6"), Attribute("r", "4.2"))
        case .bars: Self.path("M4 2v8M8 2v8")
        case .dash: Self.path("M2 6h8")
        }
    }

    private static var circle: Markup {
        tag("circle", .class("stroke"), Attribute("cx", "6"), Attribute("cy", "6"), Attribute("r", "4.2"))
    }

    private static func path(_ data: String) -> Markup { tag("path", .class("stroke"), Attribute("d", data)) }
    private static func area(_ data: String) -> Markup { tag("path", .class("full"), Attribute("d", data)) }
}

/// A state as shape and word.
enum StatusMark {
    static func of(_ status: CampaignStatus) -> Markup {
        switch status {
        case .active: mark(.dot, "good", status.rawValue)
        case .scheduled: mark(.ring, "good", status.rawValue)
        case .paused: mark(.bars, "waiting", status.rawValue)
        case .draft: mark(.ring, "waiting", status.rawValue)
        case .completed: mark(.check, "over", status.rawValue)
        case .cancelled: mark(.dash, "over", status.rawValue)
        case .failed: mark(.cross, "bad", status.rawValue)
        }
    }

    static func of(_ status: ExecutionStatus) -> Markup {
        switch status {
        case .success: mark(.check, "good", status.rawValue)
        case .running: mark(.play, "good", status.rawValue)
        case .pending: mark(.ring, "waiting", status.rawValue)
        case .partial: mark(.half, "waiting", status.rawValue)
        case .failed: mark(.cross, "bad", status.rawValue)
        case .skipped, .cancelled: mark(.dash, "over", status.rawValue)
        }
    }

    private static func mark(_ glyph: Glyph, _ tone: String, _ word: String) -> Markup {
        tag("span", .class("status \(tone)")) {
            glyph.markup
            word
        }
    }
}
