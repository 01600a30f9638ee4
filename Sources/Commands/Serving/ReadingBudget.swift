import Glibc

/// How much of a core reading may take: a tenth in the long run, a quarter of a second at once.
struct ReadingBudget {
    private var left = most
    private var at: ContinuousClock.Instant?

    private static let most = Duration.milliseconds(250)

    /// Whether there is something left at this moment.
    mutating func allows(at now: ContinuousClock.Instant) -> Bool {
        if let at { left = min(Self.most, left + (now - at) / 10) }
        at = now
        return left > .zero
    }

    /// What was begun is finished, and may leave a debt.
    mutating func spend(_ time: Duration) { left -= time }

    /// Until when an answer is given again, whatever was written meanwhile: what was short in the making not at all, the rest
    /// for a second.
    /// - Parameter spent: of the processor's time, on making it.
    static func keeps(after spent: Duration) -> ContinuousClock.Instant {
        ContinuousClock.now + (spent > .milliseconds(5) ? .seconds(1) : .zero)
    }

    /// The processor's time that this thread has had so far: a busy machine is no reason to show what is old.
    static var spentByThread: Duration {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }
}
