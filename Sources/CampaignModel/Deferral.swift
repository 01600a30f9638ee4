import ScheduleEngine

/// Until when a run is held back, and by what.
public struct Deferral: Hashable, Sendable {
    public var until: Instant
    public var reason: String

    public init(until: Instant, reason: String) {
        self.until = until
        self.reason = reason
    }

    public static func quietHours(until: Instant) -> Deferral { Deferral(until: until, reason: "quiet hours") }

    public init(_ hold: ChannelHold) {
        self.init(until: hold.until, reason: hold.reason ?? "the channel's limit of messages a second")
    }
}
