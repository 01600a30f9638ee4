import Synchronization

/// At most one message a second to one chat, as the Bot API asks, whatever campaigns it comes from.
final class ChatSpacing: Sendable {
    private static let gap = Duration.seconds(1)

    /// When a chat may have its next message; chats whose time has come are forgotten now and then.
    private let next = Mutex<[String: ContinuousClock.Instant]>([:])
    private let now: @Sendable () -> ContinuousClock.Instant
    private let sleep: @Sendable (Duration) async -> Void

    init(
        now: @escaping @Sendable () -> ContinuousClock.Instant = { ContinuousClock.now },
        sleep: @escaping @Sendable (Duration) async -> Void = { try? await Task.sleep(for: $0) }
    ) {
        self.now = now
        self.sleep = sleep
    }

    func wait(for chat: String) async {
        let now = now()
        let turn = next.withLock { next in
            if next.count > 1_000 { next = next.filter { $0.value > now } }
            let turn = max(now, next[chat] ?? now)
            next[chat] = turn + Self.gap
            return turn
        }
        if turn > now { await sleep(turn - now) }
    }
}
