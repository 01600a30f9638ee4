import CampaignModel
import Delivery
import Runner
import Synchronization

/// A channel that holds connections or a program, and lets go of them once.
protocol ClosableChannel: MessageChannel {
    func close() async
}

/// The channels to other programs that this process has opened: one of each, however many runs use it, so that its
/// connections and its limits are shared.
final class ChannelPool: Sendable {
    private let open = Mutex<[ChannelDeclaration: any ClosableChannel]>([:])

    /// - Throws: what `make` throws; then it is tried anew the next time.
    func channel(
        _ declaration: ChannelDeclaration, make: () throws -> any ClosableChannel
    ) throws -> any MessageChannel {
        try open.withLock { open in
            if let known = open[declaration] { return known }
            BrokenPipe.survive()
            let made = try make()
            open[declaration] = made
            return made
        }
    }

    /// Nothing may be under way any more.
    nonisolated(nonsending) func close() async {
        for channel in open.withLock({ Array($0.values) }) { await channel.close() }
        open.withLock { $0 = [:] }
    }
}
