import Glibc
import Synchronization

/// Turns SIGTERM and SIGINT into a question that the runner asks between batches: what is in flight is settled first.
struct StopSignal: Sendable {
    /// A signal's handler can reach nothing but what is global, and may do little more than this.
    private static let isRaised = Atomic(false)

    var isStopped: Bool { Self.isRaised.load(ordering: .relaxed) }

    /// Listens from now on, for as long as the process lives. glibc's `signal` restarts what is interrupted.
    func listen() {
        for number in [SIGTERM, SIGINT] {
            signal(number) { _ in StopSignal.isRaised.store(true, ordering: .relaxed) }
        }
    }

    /// From now on a signal ends the process again.
    func stopListening() {
        for number in [SIGTERM, SIGINT] { signal(number, SIG_DFL) }
    }
}
