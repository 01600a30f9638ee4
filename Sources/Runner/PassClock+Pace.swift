import CampaignModel
import Reconciliation
import ScheduleEngine

extension PassClock {
    /// Waits for the next group of a channel with a limit a second, as far as that comes soon; in short steps, between
    /// which the caller can ask whether to go on.
    /// - Returns: until when the channel is to be left, where it doesn't.
    func wait(for pace: Pace) async -> ChannelHold? {
        let pause = pace.next - elapsed()
        guard comesSoon(pace) else { return ChannelHold(until: now() + pause.roundedUp) }
        if pause > .zero { await sleep(for: min(pause, .milliseconds(250))) }
        return nil
    }

    /// Soon enough to be waited for.
    func comesSoon(_ pace: Pace) -> Bool { pace.next - elapsed() <= .seconds(10) }
}

extension ChannelHold {
    /// The other side asks to be left alone for so long.
    init(for duration: TimeSpan, from now: Instant, reason: String) {
        self.init(until: now + min(duration, Self.longest), reason: reason)
    }

    /// After a message under a limit of one a second or less, of which the next pass must know; nil for faster ones.
    init?(after interval: Duration, from now: Instant) {
        guard interval >= .seconds(1) else { return nil }
        self.init(until: now + interval.roundedUp)
    }
}

extension Duration {
    /// In whole seconds, 1 or more.
    fileprivate var roundedUp: TimeSpan {
        TimeSpan(seconds: max(1, components.seconds + (components.attoseconds > 0 ? 1 : 0)))
    }
}
