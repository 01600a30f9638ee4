public import ScheduleEngine

/// When a run will be done under its limits, as far as that can be known beforehand.
public enum Forecast {
    /// - Parameter count: the messages to send.
    public static func finish(
        of count: Int, limit: HourlyLimit?, quiet: QuietTime?, from now: Instant
    ) -> Instant {
        let start = quiet?.release(at: now) ?? now
        guard let limit, count > 0 else { return start }
        let undisturbed = limit.finish(of: count, from: start)
        guard let quiet else { return undisturbed }
        // Every stretch of quiet hours in between moves the rest on by its length.
        var finish = undisturbed
        var at = start
        while at < finish {
            if let release = quiet.release(at: at) {
                finish = finish + (release - at)
                at = release
            } else {
                at = at + .minutes(1)
            }
            if (at - start) > .days(366) { break }
        }
        return finish
    }
}
