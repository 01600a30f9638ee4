import Glibc
import Runner
import ScheduleEngine

/// The machine's clock.
struct SystemClock: PassClock {
    private let start = ContinuousClock.now

    func now() -> Instant {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Instant(seconds: Int64(time.tv_sec))
    }

    func elapsed() -> Duration { ContinuousClock.now - start }
    func sleep(for duration: Duration) async { try? await Task.sleep(for: duration) }
}

/// A rehearsal: it is one moment throughout, however long the work takes.
struct RehearsalClock: PassClock {
    let instant: Instant
    private let start = ContinuousClock.now

    init(instant: Instant) { self.instant = instant }

    func now() -> Instant { instant }
    func elapsed() -> Duration { ContinuousClock.now - start }
    func sleep(for duration: Duration) async { try? await Task.sleep(for: duration) }
}
