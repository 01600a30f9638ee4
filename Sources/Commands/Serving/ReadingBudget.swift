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

    /// The processor's time that this thread has had so far: a busy machine is no reason to show what is old.
    static var spentByThread: Duration {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }
}
