import Glibc
import Synchronization

/// Turns SIGTERM and SIGINT into a question that the runner asks between batches: what is in flight is settled first.
struct StopSignal: Sendable {
    /// The signal that came; 0: none. A signal's handler can reach nothing but what is global, and may do little more than
    /// this.
    private static let raised = Atomic<Int32>(0)

    var isStopped: Bool { Self.raised.load(ordering: .relaxed) != 0 }

    /// Listens from now on, for as long as the process lives. glibc's `signal` restarts what is interrupted.
    func listen() {
        for number in [SIGTERM, SIGINT] {
            signal(number) { StopSignal.raised.store($0, ordering: .relaxed) }
        }
    }

    /// From now on a signal ends the process again.
    func stopListening() {
        for number in [SIGTERM, SIGINT] { signal(number, SIG_DFL) }
    }

    /// The signal that came meanwhile, if one did, ends the process now.
    func obey() {
        guard isStopped else { return }
        kill(getpid(), Self.raised.load(ordering: .relaxed))
        // Only the main thread takes signals: where it is still in the handler, it takes this one when it is out of it.
        sleep(10)
    }
}
